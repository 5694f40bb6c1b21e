import type { Database } from '@pennypost/db'
import { type Quota, RefusalError } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import type { Settings } from '../services.ts'
import { type QuotaRow, toQuota } from '../values.ts'

/** Quotas by user id. All inboxes may have to tell theirs at once: readers that come together share a statement. */
export type Quotas = NaturalBatch<string, Quota>

export function createQuotas({ sql }: Database, settings: Settings): Quotas {
  return new NaturalBatch<string, Quota>(
    async (userIds) => {
      const rows = await sql<(QuotaRow & { user_id: string })[]>`
        select u.user_id, q.* from unnest(${userIds}::text[]) as u(user_id)
        cross join lateral pennypost.quota_of(u.user_id, ${settings.dailyFreeLimit}, ${settings.pointsPerMessage}) q`
      const found = new Map(rows.map((row) => [row.user_id, toQuota(row)]))
      return userIds.map((userId) => found.get(userId) ?? new RefusalError({ code: 'NOT_FOUND' }))
    },
    { lanes: 1, most: 200, deadlineMs: STATEMENT_DEADLINE_MS },
  )
}
