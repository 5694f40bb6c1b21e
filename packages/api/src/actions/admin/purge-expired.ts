import type { Attendant } from '../../attendant.ts'
import type { OperatorServices } from '../../operator-services.ts'

type Batch = { erased: number; after: [conversationId: string, expiresAt: string, id: string] | null }

const BATCH = 5_000

/**
 * Erases the text of everything that has expired, batch by batch; what others hold locked at that instant is left for
 * later. A dry run takes the same way, and the database takes each batch back.
 */
export async function purgeExpired(
  { database }: OperatorServices,
  actor: string,
  isDryRun: boolean,
  attendant: Attendant,
): Promise<{ erased: number; dryRun: boolean }> {
  const [waiting] = await database.sql<{ total: number }[]>`
    select count(*) as total from pennypost.messages, (select pennypost.now() as now) clock
    where expires_at <= clock.now and content is not null`
  const total = waiting?.total ?? 0
  if (total > 0 && !isDryRun)
    await attendant.confirm(`Erase the text of ${total} expired message${total === 1 ? '' : 's'} for good?`)
  let erased = 0
  let after: Batch['after'] = null
  do {
    const batch: Batch = await purgeBatch(after)
    erased += batch.erased
    after = batch.after
    attendant.report({ step: 'erasing', done: erased, total: Math.max(total, erased) })
  } while (after !== null)
  return { erased, dryRun: isDryRun }

  async function purgeBatch(place: Batch['after']): Promise<Batch> {
    const [row] = await database.sql<{ batch: Batch }[]>`select pennypost.purge_batch(
      ${actor}, ${place && JSON.stringify(place)}::text::jsonb, ${BATCH}, ${isDryRun}) as batch`
    if (row === undefined) throw new Error('purge_batch answered no row')
    return row.batch
  }
}
