import { type ConversationEvent, type ConversationPage, isExpired, LIMITS } from '@pennypost/domain'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { type Context, inTurn, takeSpace } from '../context.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../trpc.ts'
import type { SharedEvent } from './bus.ts'
import { LivePages } from './live-pages.ts'
import { readChanges } from './read-changes.ts'
import { readPersistently } from './read-persistently.ts'
import type { Follower, Room, RoomEntry } from './room.ts'
import type { SharedPage } from './shared-page.ts'
import type { View } from './viewers.ts'

type Input = { conversationId: string; lastEventId?: string | null | undefined }
type Reached = { seq: number; events: ConversationEvent[]; reset: boolean }
type Page = TrackedEnvelope<ConversationPage>

/**
 * A conversation's changes in pages, each tracked by the change number it reaches. The subscriber is a cursor: every page is
 * "what came after it", from the room's ring where that is complete, else from the database, so backfill and live are one read
 * and a slow reader gets fewer, larger pages.
 */
export class ConversationPages extends LivePages<Page> implements Follower {
  readonly userId: string
  isInDoubt = false
  readonly #conversationId: string
  readonly #room: Room
  #cursor: number | null
  #isFirst = true
  #mustAsk = true

  constructor(services: Services, context: Context, input: Input, signal: AbortSignal | null) {
    super(services, context, signal)
    this.userId = this.session.userId
    this.#conversationId = input.conversationId
    this.#cursor = cursorOf(input.lastEventId)
    this.#room = services.live.enter(input.conversationId, this)
    services.live.viewers.follow(this.userId)
  }

  /** What came to the room goes out at once where that can be; the rest is for whom the bell wakes. */
  hear(): void {
    while (this.#room.isAhead(this.#cursor ?? 0)) {
      const shared = this.isReady ? this.#takeShared() : null
      if (shared === null) {
        this.bell.ring()
        return
      }
      this.taker?.takePage(shared)
    }
  }

  protected async step(): Promise<Page | 'again' | 'wait'> {
    const shared = this.#takeShared()
    if (shared !== null && this.taker === null) return pageOf(shared)
    if (shared !== null) {
      this.taker?.takePage(shared)
      return 'again'
    }
    const reached = await readPersistently(this.services.log, this, () => this.#reachInTurn())
    if (this.isInDoubt || this.isEnding) return 'again'
    if (reached === null) return 'wait'
    const { seq, events, reset } = reached
    const isSilent = events.length === 0 && !reset && !this.#isFirst
    this.#isFirst = false
    this.#cursor = seq
    return isSilent ? 'again' : tracked(String(seq), { events, reset, now: this.services.clock.now() })
  }

  protected leave(): void {
    const { live } = this.services
    live.leave(this.#conversationId, this)
    live.viewers.release(this.userId)
  }

  /** The next page where it is one that many get, nothing has to be asked first, and there is space for it. */
  #takeShared(): SharedPage | null {
    if (this.#mustAsk || this.isInDoubt) return null
    const shared = this.#room.pageAfter(this.#cursor ?? 0, this.services.clock)
    if (shared === null || !takeSpace(this.context.socket, shared.bytes)) return null
    this.#cursor = shared.seq
    return shared
  }

  async #reachInTurn(): Promise<Reached | null> {
    if (this.#mustAsk) await this.#room.isJoined
    if (this.#bytesAhead() === 0) return null
    return await inTurn(
      this.context.socket,
      () => this.#bytesAhead(),
      () => this.#reach(),
    )
  }

  /** What the next page takes at most; 0 where there is none. */
  #bytesAhead(): number {
    const bytes = this.#mustAsk || this.isInDoubt ? 'gap' : this.#room.bytesAfter(this.#cursor ?? 0)
    if (bytes !== 'gap') return bytes
    return this.#cursor === null ? LIMITS.answerBytes : LIMITS.unreadOutputBytes
  }

  async #reach(): Promise<Reached | null> {
    if (this.isEnding) return null
    if (this.isInDoubt) {
      this.isInDoubt = false
      this.#mustAsk = true
    }
    const entries = this.#mustAsk ? 'gap' : this.#room.after(this.#cursor ?? 0)
    if (entries !== 'gap') return entries.length === 0 ? null : await this.#fromRing(entries)
    const reached = await this.#fromDatabase()
    this.#mustAsk = false
    return reached
  }

  async #fromDatabase(): Promise<Reached> {
    const changes = await readChanges(this.services, this.userId, this.#conversationId, this.#cursor)
    if (changes === null) throw refusalOf({ code: 'NOT_FOUND' })
    this.#room.learn(changes.lastSeq)
    return { seq: changes.lastSeq, events: changes.events, reset: changes.isOutOfReach }
  }

  async #fromRing(entries: RoomEntry[]): Promise<Reached> {
    const { live, clock } = this.services
    const { userId } = this
    const view = await live.viewers.viewOf(userId)
    const own = entries.findLast(({ type }) => type === 'own')
    const wanted = { userId, conversationId: this.#conversationId }
    const summary = own === undefined ? null : await live.summaries.add(wanted)
    const events = entries.flatMap((entry): ConversationEvent[] => {
      if (entry.type !== 'own') {
        const event: SharedEvent = JSON.parse(entry.text)
        return isVisible(event, view, userId, clock.latestMs()) ? [event] : []
      }
      if (entry !== own || !summary?.conversation) return []
      return [{ type: 'conversation', seq: entry.seq, conversation: summary.conversation }]
    })
    return { seq: entries.at(-1)?.seq ?? 0, events, reset: false }
  }
}

/** A shared page for whoever takes pages from an iterator. */
function pageOf({ seq, text }: SharedPage): Page {
  const page: ConversationPage = JSON.parse(text)
  return tracked(String(seq), page)
}

/** @returns the number in a cursor, −1 for one that was never given, null for none: from now on */
function cursorOf(lastEventId: string | null | undefined): number | null {
  if (lastEventId === null || lastEventId === undefined) return null
  const seq = Number(lastEventId)
  return /^\d{1,15}$/.test(lastEventId) && Number.isSafeInteger(seq) ? seq : -1
}

function isVisible(event: SharedEvent, view: View, userId: string, nowMs: number): boolean {
  if (event.type === 'message') return !isExpired(event.message, nowMs)
  return event.userId === userId || (view.readReceipts && !view.hiddenIds.has(event.userId))
}
