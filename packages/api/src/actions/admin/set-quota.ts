import { invalidInput, type Quota } from '@pennypost/domain'
import type { OperatorServices } from '../../operator-services.ts'
import { readQuota } from '../../reads/read-quota.ts'
import { type Answer, requireDone } from '../../require-done.ts'

export type QuotaFigures = { dailyFree?: number | undefined; pointsPerMessage?: number | undefined }

/**
 * Gives somebody figures of their own; what is absent stays as it is.
 * @param user an id or a whole e-mail
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function setQuota(
  services: OperatorServices,
  actor: string,
  user: string,
  { dailyFree, pointsPerMessage }: QuotaFigures,
): Promise<Quota & { userId: string }> {
  if (dailyFree === undefined && pointsPerMessage === undefined)
    throw invalidInput('dailyFree', 'give this, or pointsPerMessage, or both')
  const { userId } = requireDone(
    await services.database.sql<{ answer: Answer<{ userId: string }> }[]>`select pennypost.set_quota(
      ${actor}, ${user}, ${dailyFree ?? null}, ${pointsPerMessage ?? null}) as answer`,
  )
  return { userId, ...(await readQuota(services, userId)) }
}
