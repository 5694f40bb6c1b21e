import type { WalletEntry } from '../values.ts'
import type { Account } from './account.ts'
import { type ModelState, requireAccount, type Step, withAccount } from './model-state.ts'

export type Grant = { userId: string; points: number; reason: string; key: string | null }

/** A movement of points becomes the wallet's next entry, and its balance. */
export function movePoints(
  account: Account,
  points: number,
  entry: Pick<WalletEntry, 'reason' | 'messageId' | 'createdAt'>,
): Account {
  const balance = account.balance + points
  const id = String(account.entries.length + 1)
  return {
    ...account,
    balance,
    entries: [...account.entries, { id, points, balanceAfter: balance, ...entry }],
  }
}

/**
 * An operator's grant. The same key grants once, and answers the first entry again.
 * @returns the entry's id; null where the key was used for another person, amount or reason
 * @throws NOT_FOUND
 */
export function grantPoints(state: ModelState, grant: Grant, nowMs: number): Step<string | null> {
  const { userId, points, reason, key } = grant
  const account = requireAccount(state, userId)
  const earlier = key === null ? undefined : state.grants.get(key)
  if (earlier !== undefined) {
    const isSame = earlier.userId === userId && earlier.points === points && earlier.reason === reason
    return { state, result: isSame ? earlier.entryId : null }
  }
  const granted = movePoints(account, points, {
    reason,
    messageId: null,
    createdAt: new Date(nowMs).toISOString(),
  })
  const entryId = String(granted.entries.length)
  const after = withAccount(state, granted)
  if (key === null) return { state: after, result: entryId }
  const grants = new Map(after.grants).set(key, { userId, points, reason, entryId })
  return { state: { ...after, grants }, result: entryId }
}
