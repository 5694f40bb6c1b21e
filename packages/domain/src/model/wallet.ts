import type { WalletEntry } from '../values.ts'
import type { Account } from './account.ts'
import { type ModelState, refuse, requireAccount, type Step, withAccount } from './model-state.ts'

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

/** `granted` is false where an earlier grant by the same key is answered. */
export type Granted = { entry: number; balanceAfter: number; granted: boolean }

/**
 * An operator's grant. The same key grants once, and answers the first entry again.
 * @throws NOT_FOUND; ID_REUSED where the key was used for another person, amount or reason
 */
export function grantPoints(state: ModelState, grant: Grant, nowMs: number): Step<Granted> {
  const { userId, points, reason, key } = grant
  const account = requireAccount(state, userId)
  const earlier = key === null ? undefined : state.grants.get(key)
  if (earlier !== undefined) {
    const isSame = earlier.userId === userId && earlier.points === points && earlier.reason === reason
    return isSame ? { state, result: { ...earlier.first, granted: false } } : refuse({ code: 'ID_REUSED' })
  }
  const granted = movePoints(account, points, {
    reason,
    messageId: null,
    createdAt: new Date(nowMs).toISOString(),
  })
  const result = { entry: granted.entries.length, balanceAfter: granted.balance, granted: true }
  const after = withAccount(state, granted)
  if (key === null) return { state: after, result }
  const grants = new Map(after.grants).set(key, { userId, points, reason, first: result })
  return { state: { ...after, grants }, result }
}
