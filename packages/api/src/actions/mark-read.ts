import type { ReadResult } from '@pennypost/domain'
import type { SharedEvent } from '../live/bus.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'

type Marked = ReadResult & {
  moved: boolean
  /** Null where nobody else is told. */
  event: Extract<SharedEvent, { type: 'read' }> | null
  changedSeq: number
  direct: [string, string] | null
}

/**
 * Moves one's read mark: never back, never past the last change.
 * @throws NOT_FOUND
 */
export async function markRead(
  services: Services,
  userId: string,
  conversationId: string,
  upToSeq: number,
): Promise<ReadResult> {
  const { database, live } = services
  const { readSeq, unread, moved, event, changedSeq, direct } = requireDone(
    await database.sql<{ answer: Answer<Marked> }[]>`
      select pennypost.mark_read(${userId}, ${conversationId}, ${upToSeq}) as answer`,
  )
  if (event !== null) {
    live.announce({ conversationId, seq: event.seq, event, removed: [] })
    live.notify(direct ?? (await live.participants.of(conversationId, changedSeq)), {
      conversationIds: [conversationId],
    })
  } else if (moved) {
    live.notify([userId], { conversationIds: [conversationId] })
  }
  return { readSeq, unread }
}
