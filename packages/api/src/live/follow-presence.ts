import type { PresenceEvent } from '@pennypost/domain'
import { type Context, inTurn, takeRoom } from '../context.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../trpc.ts'
import { Ending } from './ending.ts'
import { LivePages } from './live-pages.ts'
import { connectionLost, readPersistently, requireOpenSession } from './reach.ts'
import { readChanges } from './read-changes.ts'
import type { Follower } from './room.ts'
import { Wakeup } from './wakeup.ts'

/** More than an event of typing takes on its way. */
const EVENT_BYTES = 2_048
const eventBytes = () => EVENT_BYTES

/**
 * Who types in a conversation. Untracked, and so a subscription of its own: one untracked event among tracked ones would make
 * the client forget its cursor. Of somebody who types fast only the last state is told.
 */
export function followPresence(
  services: Services,
  context: Context,
  conversationId: string,
  signal: AbortSignal | undefined,
): AsyncIterable<PresenceEvent> {
  const { live, log } = services
  const { userId, ended } = requireOpenSession(context)
  const bell = new Wakeup()
  const ring = () => bell.ring()
  const follower: Follower = { userId, bell, hear: () => {}, isInDoubt: false }
  const ending = new Ending(live.stopping, [ended, signal], ring)
  live.enter(conversationId, follower)
  live.viewers.follow(userId)
  const untold = new Map<string, boolean>()
  const stopListening = live.presence.listen(conversationId, (typerId, isTyping) => {
    if (typerId === userId) return
    untold.set(typerId, isTyping)
    ring()
  })
  let isAdmitted = false

  const isParticipant = async () => (await readChanges(services, userId, conversationId, null)) !== null

  const takeFirst = () => {
    const [first] = untold
    if (first !== undefined) untold.delete(first[0])
    return first
  }

  const next = async (): Promise<PresenceEvent | null> => {
    for (;;) {
      if (live.stopping.aborted) await connectionLost(signal)
      if (live.stopping.aborted || signal?.aborted) return null
      requireOpenSession(context)
      if (!isAdmitted || follower.isInDoubt) {
        follower.isInDoubt = false
        isAdmitted = (await readPersistently(log, ending, isParticipant)) ?? false
        if (ending.isOver) continue
        if (!isAdmitted) throw refusalOf({ code: 'NOT_FOUND' })
      }
      const view = await readPersistently(log, ending, () => live.viewers.viewOf(userId))
      if (follower.isInDoubt || view === null) continue
      if (untold.size === 0) {
        await bell.wait()
        continue
      }
      const first = takeRoom(context.socket, EVENT_BYTES)
        ? takeFirst()
        : await inTurn(context.socket, eventBytes, async () => takeFirst())
      if (first === undefined) continue
      const [typerId, isTyping] = first
      if (!view.typingIndicators || view.hiddenIds.has(typerId)) continue
      return { type: 'typing', userId: typerId, isTyping }
    }
  }

  const end = () => {
    ending.release()
    stopListening()
    live.leave(conversationId, follower)
    live.viewers.release(userId)
  }
  return new LivePages({ next, end })
}
