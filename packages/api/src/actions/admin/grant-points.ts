import { POLICY } from '@pennypost/domain'
import type { OperatorServices } from '../../operator-services.ts'
import { type Answer, requireDone } from '../../require-done.ts'

export type Grant = {
  /** An id or a whole e-mail. */
  user: string
  points: number
  reason: string
  /** The same key grants once. */
  key?: string | undefined
}

export type Granted = {
  userId: string
  points: number
  /** The number of the wallet's entry. */
  entry: number
  balanceAfter: number
  /** False: an earlier grant by the same key, and nothing has happened now. */
  granted: boolean
}

/**
 * Puts points from the house's grants into a wallet.
 * @throws NOT_FOUND, ID_REUSED for a key that granted something else, INVALID_INPUT past the largest balance
 */
export async function grantPoints(
  { database }: OperatorServices,
  actor: string,
  { user, points, reason, key }: Grant,
): Promise<Granted> {
  return requireDone(
    await database.sql<{ answer: Answer<Granted> }[]>`select pennypost.grant_to(
      ${actor}, ${user}, ${points}, ${reason}, ${key ?? null}, ${POLICY.pointsMax}) as answer`,
  )
}
