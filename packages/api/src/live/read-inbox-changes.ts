import type { Database } from '@pennypost/db'
import { POLICY } from '@pennypost/domain'
import { LATE_COMMIT_MS } from '../deadline.ts'
import type { InboxNews } from './inbox.ts'

/** Instants are those of a clock's lower bound: what was told up to one may be stamped so much later. */
const STAMPED_LATER_MS = 2

/**
 * What people's inboxes have to hear again from an instant on, by person: all that changed since then, and shortly before, since
 * that may have been committed later. Only what changed after they were last told counts as behind: more than a thousand is a
 * reset, and so is more than two thousand in all.
 */
export async function readInboxChanges(
  { sql }: Database,
  userIds: readonly string[],
  sinceMs: number,
  toldAtMs: number,
): Promise<Map<string, InboxNews>> {
  const most = POLICY.changesAlwaysDelivered
  const from = new Date(sinceMs - LATE_COMMIT_MS).toISOString()
  const after = new Date(toldAtMs + STAMPED_LATER_MS).toISOString()
  const rows = await sql<{ user_id: string; conversation_ids: string[]; is_far_behind: boolean }[]>`
    select u.user_id, jsonb_agg(c.conversation_id) as conversation_ids,
      case when count(*) > ${most} then (
        select count(*) from pennypost.inbox_changes_since(u.user_id, ${after}::timestamptz, ${most + 1})) > ${most}
      else false end as is_far_behind
    from unnest(${userIds}::text[]) as u(user_id)
    cross join lateral pennypost.inbox_changes_since(u.user_id, ${from}::timestamptz, ${2 * most + 1}) c
    group by u.user_id`
  return new Map(
    rows.map(({ user_id, conversation_ids, is_far_behind }) => [
      user_id,
      is_far_behind || conversation_ids.length > 2 * most
        ? { reset: true }
        : { conversationIds: conversation_ids, quota: true },
    ]),
  )
}
