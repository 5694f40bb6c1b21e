import { type ConversationEvent, POLICY } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS, withDeadline } from '../deadline.ts'
import type { Services } from '../services.ts'

type ChangeRow = {
  last_seq: number
  seq: number | null
  kind: ConversationEvent['type'] | null
  event: Exclude<ConversationEvent, { type: 'conversation' }> | null
  at: string
}

export type Changes = {
  lastSeq: number
  events: ConversationEvent[]
  /** The cursor is too far behind, or was never given. */
  isOutOfReach: boolean
}

/**
 * What changed in a conversation after a number, as one participant may see it: the backfill of `live.conversation`.
 * @param after null: nothing but the last number
 * @returns null for anybody who takes no part
 */
export async function readChanges(
  { database, clock, live }: Services,
  userId: string,
  conversationId: string,
  after: number | null,
): Promise<Changes | null> {
  const heard = clock.ask()
  const rows = await withDeadline(
    database.sql<ChangeRow[]>`
      select * from pennypost.changes_after(${userId}, ${conversationId}, ${after}, ${POLICY.changesAlwaysDelivered})`,
    STATEMENT_DEADLINE_MS,
  )
  const [first] = rows
  if (first === undefined) return null
  heard(first.at)
  const lastSeq = first.last_seq
  const isOutOfReach =
    after !== null && (after > lastSeq || lastSeq - after > POLICY.changesAlwaysDelivered || after < 0)
  const events: ConversationEvent[] = []
  for (const { seq, kind, event } of rows) {
    if (event !== null) events.push(event)
    if (seq === null || kind !== 'conversation') continue
    const { conversation } = await live.summaries.add({ userId, conversationId })
    if (conversation !== null) events.push({ type: 'conversation', seq, conversation })
  }
  return { lastSeq, events, isOutOfReach }
}
