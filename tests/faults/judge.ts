import type { Cast } from './cast.ts'
import { checkBooks, checkSends, readMessages } from './check-database.ts'
import { awaitQuiet, checkInboxes, checkReads, checkViews } from './check-views.ts'
import type { Cluster } from './cluster.ts'
import type { History } from './history.ts'

/** How long delivery from another server may take once all is well again: a heartbeat, on a machine that is slow. */
const QUIET_MS = 45_000

/** Everything that a run promised and did not keep, one line each. */
export async function judge(cluster: Cluster, cast: Cast, history: History): Promise<string[]> {
  const { sql } = cluster
  const unanswered = history.sends.filter(({ end }) => end === null)
  const late = await awaitQuiet(sql, cast.subscribers, QUIET_MS)
  const stored = await readMessages(sql)
  return [
    ...unanswered.map(({ id, attempts }) => `${id} had no answer after ${attempts} attempts`),
    ...late,
    ...checkSends(history, stored),
    ...(await checkBooks(sql, cast.quietIds)),
    ...checkViews(cast.subscribers, stored),
    ...(await checkReads(sql, cast.subscribers)),
    ...(await checkInboxes(cast.inboxes, QUIET_MS)),
  ]
}
