import { setTimeout as delay } from 'node:timers/promises'
import type { ConversationEvent, Message } from '@pennypost/domain'
import type { Unsubscribable } from '@trpc/server/observable'
import type { Account, Connection } from './account.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'

export type SubscriberOptions = {
  name: string
  account: Account
  conversationId: string
  /** The server it prefers. */
  at: number
  history: History
  chance: Chance
}

/**
 * Somebody who follows a conversation with a plain client and keeps what it was told. It goes away and comes back by its last
 * id, now to one server and now to the other.
 */
export class Subscriber {
  readonly name: string
  readonly conversationId: string
  readonly userId: string
  /** Messages by change number, as they were told, or fetched afresh after a reset. */
  readonly seen = new Map<number, Message>()
  /** How far each person has read, as the events say. */
  readonly reads = new Map<string, number>()
  /** The id of the last page; null before the first. */
  lastEventId: string | null = null
  /** Where the view begins: what came before was never asked for. */
  startSeq: number | null = null
  lastSeq = 0
  resets = 0
  readonly #options: SubscriberOptions
  #connection: Connection
  #at: number
  #subscription: Unsubscribable | null = null
  #isClosed = false

  constructor(options: SubscriberOptions) {
    this.#options = options
    this.name = options.name
    this.conversationId = options.conversationId
    this.userId = options.account.id
    this.#at = options.at
    this.#connection = options.account.connect(options.at)
    this.#subscribe()
  }

  /** Goes away and comes back: by another subscription, another socket, or at the other server. */
  async move(): Promise<void> {
    const { chance, account, history } = this.#options
    history.count('reconnects of subscribers')
    this.#stop()
    if (chance.next() < 0.7) {
      void this.#connection.close()
      if (chance.next() < 0.5) this.#at += 1
      this.#connection = account.connect(this.#at)
    }
    await delay(chance.between(0, 500))
    this.#subscribe()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stop()
    await this.#connection.close()
  }

  #stop(): void {
    const subscription = this.#subscription
    this.#subscription = null
    subscription?.unsubscribe()
  }

  #subscribe(): void {
    if (this.#isClosed) return
    const { conversationId } = this.#options
    const isCurrent = () => this.#subscription === subscription
    const { lastEventId } = this
    const subscription: Unsubscribable = this.#connection.trpc.live.conversation.subscribe(
      { conversationId, ...(lastEventId !== null && { lastEventId }) },
      {
        onData: (page) => {
          if (isCurrent()) this.#take(page)
        },
        onError: (error) => {
          if (isCurrent()) void this.#comeBack(`ended with ${error.message}`)
        },
        onComplete: () => {
          if (isCurrent()) void this.#comeBack('ended without being asked to')
        },
      },
    )
    this.#subscription = subscription
  }

  /** A plain client comes back by itself from whatever happens to its socket or to the servers; this one had to be helped. */
  async #comeBack(why: string): Promise<void> {
    this.#subscription = null
    this.#options.history.violate(`the subscription of ${this.name} ${why}`)
    await delay(this.#options.chance.between(50, 400))
    if (this.#subscription === null) this.#subscribe()
  }

  #take(page: { id: string; data: { events: ConversationEvent[]; reset: boolean } }): void {
    const { history } = this.#options
    const { events, reset } = page.data
    const reached = Number(page.id)
    if (reset) {
      this.resets += 1
      history.count('resets')
    }
    if (!reset && reached < this.lastSeq)
      history.violate(`${this.name} was taken back from ${this.lastSeq} to ${reached}`)
    for (const event of events) {
      if (event.seq <= this.lastSeq)
        history.violate(`${this.name} was told ${event.type} ${event.seq} after ${this.lastSeq}`)
      if (event.seq > reached) history.violate(`${this.name} was told ${event.seq} in page ${reached}`)
      this.lastSeq = Math.max(this.lastSeq, event.seq)
      if (event.type === 'message') this.seen.set(event.message.seq, event.message)
      if (event.type === 'read') this.reads.set(event.userId, event.readSeq)
    }
    this.startSeq ??= reached
    this.lastEventId = page.id
    this.lastSeq = reset ? reached : Math.max(this.lastSeq, reached)
    if (reset) void this.refetch()
  }

  /** What a reset asks for: everything afresh. */
  async refetch(): Promise<void> {
    const { conversationId } = this.#options
    let cursor: string | null = null
    do {
      const page: { items: Message[]; nextCursor: string | null } =
        await this.#connection.trpc.messages.fetch.query({
          conversationId,
          limit: 100,
          ...(cursor !== null && { cursor }),
        })
      for (const message of page.items) this.seen.set(message.seq, message)
      cursor = page.nextCursor
    } while (cursor !== null)
  }
}
