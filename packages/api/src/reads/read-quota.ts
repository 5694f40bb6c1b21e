import { type Quota, RefusalError } from '@pennypost/domain'
import type { OperatorServices } from '../operator-services.ts'
import { type QuotaRow, toQuota } from '../values.ts'

/** What is left free today, the wallet, the price of the next message, and when the day ends. */
export async function readQuota({ database, settings }: OperatorServices, userId: string): Promise<Quota> {
  const [row] = await database.sql<QuotaRow[]>`select * from pennypost.quota_of(
    ${userId}, ${settings.dailyFreeLimit}, ${settings.pointsPerMessage})`
  if (row === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  return toQuota(row)
}
