import { setTimeout as delay } from 'node:timers/promises'
import type { Conversation, InboxEvent, Quota } from '@pennypost/domain'
import type { Unsubscribable } from '@trpc/server/observable'
import type { Account, Connection } from './account.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'

export type InboxFollowerOptions = { account: Account; at: number; history: History; chance: Chance }

/** Somebody who keeps the list of their conversations by `live.inbox` alone, and comes back by its last id. */
export class InboxFollower {
  readonly account: Account
  readonly conversations = new Map<string, Conversation>()
  quota: Quota | null = null
  readonly #options: InboxFollowerOptions
  #connection: Connection
  #at: number
  #lastEventId: string | null = null
  #subscription: Unsubscribable | null = null
  #isClosed = false

  constructor(options: InboxFollowerOptions) {
    this.#options = options
    this.account = options.account
    this.#at = options.at
    this.#connection = options.account.connect(options.at)
    this.#subscribe()
  }

  get trpc() {
    return this.#connection.trpc
  }

  async move(): Promise<void> {
    this.#options.history.count('reconnects of inboxes')
    this.#stop()
    void this.#connection.close()
    this.#at += 1
    this.#connection = this.account.connect(this.#at)
    await delay(this.#options.chance.between(0, 500))
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
    const isCurrent = () => this.#subscription === subscription
    const comeBack = async (why: string) => {
      this.#subscription = null
      this.#options.history.violate(`the inbox of ${this.account.id} ${why}`)
      await delay(this.#options.chance.between(50, 400))
      if (this.#subscription === null) this.#subscribe()
    }
    const subscription: Unsubscribable = this.#connection.trpc.live.inbox.subscribe(
      { ...(this.#lastEventId !== null && { lastEventId: this.#lastEventId }) },
      {
        onData: (page) => {
          if (!isCurrent()) return
          this.#lastEventId = page.id
          if (page.data.reset) this.#options.history.violate('an inbox was reset though little had changed')
          for (const event of page.data.events) this.#take(event)
        },
        onError: (error) => {
          if (isCurrent()) void comeBack(`ended with ${error.message}`)
        },
        onComplete: () => {
          if (isCurrent()) void comeBack('ended without being asked to')
        },
      },
    )
    this.#subscription = subscription
  }

  #take(event: InboxEvent): void {
    if (event.type === 'conversation') this.conversations.set(event.conversation.id, event.conversation)
    if (event.type === 'removed') this.conversations.delete(event.conversationId)
    if (event.type === 'quota') this.quota = event.quota
  }
}
