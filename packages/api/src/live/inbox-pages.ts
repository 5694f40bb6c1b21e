import { type InboxEvent, type InboxPage, LIMITS } from '@pennypost/domain'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { type Context, inTurn } from '../context.ts'
import { STATEMENT_DEADLINE_MS, withDeadline } from '../deadline.ts'
import { isInstant } from '../reads/cursor.ts'
import type { Services } from '../services.ts'
import type { Inbox } from './inbox.ts'
import { LivePages } from './live-pages.ts'
import { readInboxChanges } from './read-inbox-changes.ts'
import { readPersistently } from './read-persistently.ts'

type Page = TrackedEnvelope<InboxPage>

/** An instant this far ahead of the database's clock was never given, unless the clock was set back. */
const CLOCK_ERROR_MS = 5_000

/**
 * All conversations of one person as summaries, the newest wins, with the quota. The id is the instant, by the database's clock,
 * up to which this server had heard of everything, and where it may have missed something, the instant of the page as well;
 * resuming tells again all that changed since the first and a little before: hearing a summary twice is harmless.
 */
export class InboxPages extends LivePages<Page> {
  readonly #inbox: Inbox
  /** Where the reader was; null: from now on. */
  readonly #since: string | null
  #isFirst = true

  constructor(
    services: Services,
    context: Context,
    input: { lastEventId?: string | null | undefined },
    signal: AbortSignal | null,
  ) {
    super(services, context, signal)
    this.#inbox = services.live.openInbox(this.session.userId, this.bell)
    this.#since = input.lastEventId ?? null
  }

  protected async step(): Promise<Page | 'again' | 'wait'> {
    const read = () => (this.#isFirst ? this.#first() : this.#news())
    const told = await readPersistently(this.services.log, this, read)
    this.#isFirst = false
    return told ?? (this.isEnding ? 'again' : 'wait')
  }

  protected leave(): void {
    this.services.live.closeInbox(this.#inbox)
  }

  async #first(): Promise<Page> {
    await this.#inbox.isJoined
    const bytes = this.#since === null ? LIMITS.answerBytes : LIMITS.unreadOutputBytes
    return await inTurn(
      this.context.socket,
      () => bytes,
      () => this.#resume(),
    )
  }

  async #resume(): Promise<Page> {
    const { clock, database } = this.services
    const id = this.#reachedId()
    if (this.#since === null) return this.#page(id, [])
    const [heardUntil = '', toldAt = heardUntil, ...rest] = this.#since.split('/', 3)
    const latestMs = clock.nowMs() + CLOCK_ERROR_MS
    const wasGiven = [heardUntil, toldAt].every((text) => isInstant(text) && Date.parse(text) <= latestMs)
    if (!wasGiven || rest.length > 0) return this.#page(id, [], true)
    const { userId } = this.#inbox
    const changes = await withDeadline(
      readInboxChanges(database, [userId], Date.parse(heardUntil), Date.parse(toldAt)),
      STATEMENT_DEADLINE_MS,
    )
    const { conversationIds = [], reset = false } = changes.get(userId) ?? {}
    return this.#page(id, reset ? [] : await this.#readEvents(conversationIds, true), reset)
  }

  async #news(): Promise<Page | null> {
    const inbox = this.#inbox
    if (inbox.size === 0) return null
    return await inTurn(
      this.context.socket,
      () => inbox.size * LIMITS.answerBytes,
      () => this.#tell(),
    )
  }

  /** What to tell stays in the inbox until it has been read. */
  async #tell(): Promise<Page> {
    const id = this.#reachedId()
    const { conversationIds, quota, reset } = this.#inbox.take()
    if (reset) return this.#page(id, [], true)
    try {
      return this.#page(id, await this.#readEvents(conversationIds, quota))
    } catch (error) {
      this.#inbox.touch({ conversationIds, quota })
      throw error
    }
  }

  async #readEvents(ids: readonly string[], quota: boolean): Promise<InboxEvent[]> {
    const { live } = this.services
    const { userId } = this.#inbox
    const values = await Promise.all(
      ids.map((conversationId) => live.summaries.add({ userId, conversationId })),
    )
    const events: InboxEvent[] = values.map(({ conversation }, index) =>
      conversation === null
        ? { type: 'removed', conversationId: ids[index] ?? '' }
        : { type: 'conversation', conversation },
    )
    if (quota) events.push({ type: 'quota', quota: await live.quotas.add(userId) })
    return events
  }

  /** Where the page ends that is made now. */
  #reachedId(): string {
    const { live, clock } = this.services
    const heardUntil = new Date(live.heardUntilMs).toISOString()
    return live.mayHaveMissed ? `${heardUntil}/${clock.now()}` : heardUntil
  }

  #page(id: string, events: InboxEvent[], reset = false): Page {
    return tracked(id, { events, reset, now: this.services.clock.now() })
  }
}
