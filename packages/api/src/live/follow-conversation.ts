import { type ConversationEvent, type ConversationPage, isExpired, LIMITS } from '@pennypost/domain'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { type Context, inTurn, takeRoom } from '../context.ts'
import type { Services } from '../services.ts'
import { isOpen, refusalOf } from '../trpc.ts'
import { Ending } from './ending.ts'
import { type Line, LivePages } from './live-pages.ts'
import { connectionLost, readPersistently, requireOpenSession } from './reach.ts'
import { readChanges } from './read-changes.ts'
import type { Follower, RoomEntry } from './room.ts'
import type { SharedPage } from './shared-page.ts'
import type { View } from './viewers.ts'
import { Wakeup } from './wakeup.ts'

type Input = { conversationId: string; lastEventId?: string | null | undefined }
type Reached = { seq: number; events: ConversationEvent[]; reset: boolean }

/**
 * A conversation's changes in pages, each tracked by the change number it reaches. The subscriber is a cursor: every page is
 * "what came after it", from the room's ring where that is complete, else from the database, so backfill and live are one read
 * and a slow reader gets fewer, larger pages.
 */
export function followConversation(
  services: Services,
  context: Context,
  { conversationId, lastEventId }: Input,
  signal: AbortSignal | undefined,
): AsyncIterable<TrackedEnvelope<ConversationPage>> {
  const { live, clock, log } = services
  const session = requireOpenSession(context)
  const { userId } = session
  const bell = new Wakeup()
  const follower: Follower = { userId, bell, hear, isInDoubt: false }
  const ending = new Ending(live.stopping, [session.ended, signal], () => bell.ring())
  const room = live.enter(conversationId, follower)
  live.viewers.follow(userId)
  let cursor = cursorOf(lastEventId)
  let isFirst = true
  let mustAsk = true
  let line: Line | null = null
  /** It has given all that it had, and waits. */
  let isIdle = false

  const fromDatabase = async (after: number | null): Promise<Reached> => {
    const changes = await readChanges(services, userId, conversationId, after)
    if (changes === null) throw refusalOf({ code: 'NOT_FOUND' })
    room.learn(changes.lastSeq)
    return { seq: changes.lastSeq, events: changes.events, reset: changes.isOutOfReach }
  }

  const fromRing = async (entries: RoomEntry[]): Promise<Reached> => {
    const view = await live.viewers.viewOf(userId)
    const own = entries.findLast((entry) => entry.event === null)
    const summary = own === undefined ? null : await live.summaries.add({ userId, conversationId })
    const events = entries.flatMap((entry): ConversationEvent[] => {
      if (entry.event !== null)
        return isVisible(entry.event, view, userId, clock.latestMs()) ? [entry.event] : []
      if (entry !== own || !summary?.conversation) return []
      return [{ type: 'conversation', seq: entry.seq, conversation: summary.conversation }]
    })
    return { seq: entries.at(-1)?.seq ?? 0, events, reset: false }
  }

  const reach = async (): Promise<Reached | null> => {
    if (ending.isOver) return null
    if (follower.isInDoubt) {
      follower.isInDoubt = false
      mustAsk = true
    }
    const entries = mustAsk ? 'gap' : room.after(cursor ?? 0)
    if (entries === 'gap') {
      const reached = await fromDatabase(cursor)
      mustAsk = false
      return reached
    }
    return entries.length === 0 ? null : await fromRing(entries)
  }

  /** What the next page takes at most; 0 where there is none. */
  const bytesAhead = (): number => {
    const bytes = mustAsk || follower.isInDoubt ? 'gap' : room.bytesAfter(cursor ?? 0)
    if (bytes !== 'gap') return bytes
    return cursor === null ? LIMITS.answerBytes : LIMITS.unreadOutputBytes
  }

  const reachInTurn = async (): Promise<Reached | null> => {
    if (mustAsk) await room.isJoined
    return bytesAhead() === 0 ? null : await inTurn(context.socket, bytesAhead, reach)
  }

  /** The next page where it is one that many get, nothing has to be asked first, and there is room for it. */
  function takeShared(): SharedPage | null {
    const shared = mustAsk || follower.isInDoubt ? null : room.pageAfter(cursor ?? 0, clock)
    if (shared === null || !takeRoom(context.socket, shared.bytes)) return null
    cursor = shared.seq
    return shared
  }

  /** What came to the room goes out at once where that can be; the rest is for whom the bell wakes. */
  function hear(): void {
    while (room.isAhead(cursor ?? 0)) {
      const mayWrite = isIdle && line !== null && !ending.isOver && isOpen(session)
      const shared = mayWrite ? takeShared() : null
      if (shared === null) {
        bell.ring()
        return
      }
      line?.(shared)
    }
  }

  const next = async () => {
    for (;;) {
      if (live.stopping.aborted) await connectionLost(signal)
      if (live.stopping.aborted || signal?.aborted) return null
      requireOpenSession(context)
      const shared = takeShared()
      if (shared !== null && line === null) return tracked(String(shared.seq), shared.page)
      if (shared !== null) {
        line?.(shared)
        continue
      }
      const reached = await readPersistently(log, ending, reachInTurn)
      if (follower.isInDoubt || ending.isOver) continue
      if (reached === null) {
        isIdle = true
        await bell.wait()
        isIdle = false
        continue
      }
      const isSilent = reached.events.length === 0 && !reached.reset && !isFirst
      isFirst = false
      cursor = reached.seq
      if (isSilent) continue
      return tracked(String(reached.seq), { events: reached.events, reset: reached.reset, now: clock.now() })
    }
  }

  const end = () => {
    ending.release()
    live.leave(conversationId, follower)
    live.viewers.release(userId)
  }
  const takeLine = (given: Line) => {
    line = given
  }
  return new LivePages({ next, end, takeLine })
}

/** @returns the number in a cursor, −1 for one that was never given, null for none: from now on */
function cursorOf(lastEventId: string | null | undefined): number | null {
  if (lastEventId === null || lastEventId === undefined) return null
  const seq = Number(lastEventId)
  return /^\d{1,15}$/.test(lastEventId) && Number.isSafeInteger(seq) ? seq : -1
}

function isVisible(
  event: Exclude<ConversationEvent, { type: 'conversation' }>,
  view: View,
  userId: string,
  nowMs: number,
): boolean {
  if (event.type === 'message') return !isExpired(event.message, nowMs)
  return event.userId === userId || (view.readReceipts && !view.hiddenIds.has(event.userId))
}
