import {
  advanceInList,
  applyConversationEvent,
  applyInboxEvent,
  type ConversationState,
  findConversation,
  type InboxState,
  isStale,
  withoutExpired,
} from '@pennypost/client'
import type { Conversation, ConversationEvent, InboxEvent, Message, Quota } from '@pennypost/domain'
import type { Feed } from '../world/feed.ts'
import type { Person } from '../world/person.ts'

/** What the server answers one person, whole. */
export type Fresh = {
  quota: Quota
  list: Conversation[]
  conversations: { conversation: Conversation; messages: Message[] }[]
}

type Followed = { feed: Feed<ConversationEvent>; folded: number; state: ConversationState }

const MOST = 100

/** A client that fetches once and from then on only folds events, with the functions of packages/client. */
export class FoldingClient implements Disposable {
  readonly person: Person
  #inbox: Feed<InboxEvent>
  #folded = 0
  #resumed: Promise<void> = Promise.resolve()
  #state: InboxState
  readonly #followed = new Map<string, Followed>()

  private constructor(person: Person, inbox: Feed<InboxEvent>, state: InboxState) {
    this.person = person
    this.#inbox = inbox
    this.#state = state
  }

  /** Subscribes, then fetches; what happened in between is folded, which changes nothing. */
  static async open(person: Person): Promise<FoldingClient> {
    const inbox = await person.inbox().opened()
    const [page, quota] = await Promise.all([
      person.trpc.conversations.list.query({ limit: MOST }),
      person.trpc.quota.status.query(),
    ])
    const client = new FoldingClient(person, inbox, { pages: [page], quota })
    await client.#followAll()
    return client
  }

  /** Cuts the subscriptions and resumes each after the last page that it got; one time after the other. */
  resume(): Promise<void> {
    this.#resumed = this.#resumed.then(() => this.#resumeNow())
    return this.#resumed
  }

  async #resumeNow(): Promise<void> {
    this.#inbox[Symbol.dispose]()
    this.#foldInbox()
    this.#inbox = this.person.inbox(this.#inbox.lastEventId)
    this.#folded = 0
    const reopened = [...this.#followed].map(async ([id, followed]) => {
      followed.feed[Symbol.dispose]()
      this.#foldConversation(followed)
      followed.feed = this.person.follow(id, followed.feed.lastEventId)
      followed.folded = 0
      await followed.feed.until(({ pages, isOver }) => pages.length > 0 || isOver)
    })
    await Promise.all([this.#inbox.opened(), ...reopened])
  }

  /** How many pages have come. */
  get pageCount(): number {
    return [this.#inbox, ...this.#feeds()].reduce((sum, { pages }) => sum + pages.length, 0)
  }

  /** Resolves when more has come than `pageCount` said. @throws when the signal aborts */
  async more(pageCount: number, signal: AbortSignal): Promise<void> {
    if (this.pageCount !== pageCount) return
    const enough = new AbortController()
    const either = AbortSignal.any([signal, enough.signal])
    const news = [this.#inbox, ...this.#feeds()].map((feed) => feed.news(either))
    try {
      await Promise.race(news)
    } finally {
      enough.abort()
      await Promise.allSettled(news)
    }
  }

  /** A fresh fetch of everything. */
  async fetch(): Promise<Fresh> {
    const { trpc } = this.person
    const [{ items: list }, quota] = await Promise.all([
      trpc.conversations.list.query({ limit: MOST }),
      trpc.quota.status.query(),
    ])
    const conversations = await Promise.all(
      list.map(async ({ id: conversationId }) => {
        const [conversation, { items: messages }] = await Promise.all([
          trpc.conversations.get.query({ conversationId }),
          trpc.messages.fetch.query({ conversationId, limit: MOST }),
        ])
        return { conversation, messages }
      }),
    )
    return { quota, list, conversations: conversations.toSorted(byId) }
  }

  /**
   * What this client holds after all events so far. What time alone changes, a client drops by itself (messages) or asks
   * for (a summary that says that it is stale): there the fresh answer stands in.
   */
  async fold(fresh: Fresh, nowMs: number): Promise<Fresh> {
    this.#foldInbox()
    await this.#followAll()
    for (const followed of this.#followed.values()) this.#foldConversation(followed)
    const known = (held: Conversation) =>
      isStale(held, nowMs) ? (fresh.list.find(({ id }) => id === held.id) ?? held) : held
    const conversations = [...this.#followed.values()].map(({ state }) => ({
      conversation: known(state.conversation),
      messages: withoutExpired(state.pages, nowMs).flatMap(({ items }) => items),
    }))
    return {
      quota: this.#state.quota,
      list: this.#state.pages.flatMap(({ items }) => items).map(known),
      conversations: conversations.toSorted(byId),
    }
  }

  [Symbol.dispose](): void {
    this.#inbox[Symbol.dispose]()
    for (const feed of this.#feeds()) feed[Symbol.dispose]()
  }

  #feeds(): Feed<ConversationEvent>[] {
    return [...this.#followed.values()].map(({ feed }) => feed)
  }

  #foldInbox(): void {
    for (const event of this.#inbox.events.slice(this.#folded)) {
      this.#folded += 1
      this.#state = applyInboxEvent(this.#state, event)
      if (event.type !== 'conversation') continue
      const followed = this.#followed.get(event.conversation.id)
      if (followed && event.conversation.lastSeq >= followed.state.conversation.lastSeq)
        followed.state = { ...followed.state, conversation: event.conversation }
    }
  }

  #foldConversation(followed: Followed): void {
    for (const event of followed.feed.events.slice(followed.folded)) {
      followed.folded += 1
      followed.state = applyConversationEvent(followed.state, event)
      const { id } = followed.state.conversation
      this.#state = { ...this.#state, pages: advanceInList(this.#state.pages, id, event) }
    }
  }

  /** Follows what is in the list, and leaves what is not. */
  async #followAll(): Promise<void> {
    for (const [id, { feed }] of this.#followed) {
      if (findConversation(this.#state.pages, id) && !feed.isOver) continue
      feed[Symbol.dispose]()
      this.#followed.delete(id)
    }
    const listed = this.#state.pages.flatMap(({ items }) => items)
    await Promise.all(
      listed.filter(({ id }) => !this.#followed.has(id)).map((conversation) => this.#follow(conversation)),
    )
  }

  async #follow({ id: conversationId }: Conversation): Promise<void> {
    const feed = this.person.follow(conversationId)
    try {
      await feed.until(({ pages, isOver }) => pages.length > 0 || isOver)
      const [conversation, page] = await Promise.all([
        this.person.trpc.conversations.get.query({ conversationId }),
        this.person.trpc.messages.fetch.query({ conversationId, limit: MOST }),
      ])
      this.#followed.set(conversationId, { feed, folded: 0, state: { conversation, pages: [page] } })
    } catch {
      // Removed meanwhile: the inbox says so in a moment.
      feed[Symbol.dispose]()
    }
  }
}

function byId(one: { conversation: Conversation }, other: { conversation: Conversation }): number {
  return one.conversation.id < other.conversation.id ? -1 : 1
}
