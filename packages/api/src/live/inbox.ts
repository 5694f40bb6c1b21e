import type { Wakeup } from './wakeup.ts'

/** What an inbox has to hear. `reset`: more changed than is told one by one. */
export type InboxNews = { conversationIds?: readonly string[]; quota?: boolean; reset?: boolean }

/** What one open inbox has still to hear. A conversation that changed many times is read once. */
export class Inbox {
  readonly userId: string
  /** Settles once the other servers are heard. */
  readonly isJoined: Promise<void>
  readonly bell: Wakeup
  /** Null while there is nothing: most inboxes are at rest. */
  #changed: Set<string> | null = null
  #quota = false
  #reset = false

  /** @param bell rung when there is something to tell */
  constructor(userId: string, bell: Wakeup, isJoined: Promise<void>) {
    this.userId = userId
    this.bell = bell
    this.isJoined = isJoined
  }

  /** A removal is a change like others: whether they still take part is read, since news come in any order. */
  touch(news: InboxNews): void {
    for (const id of news.conversationIds ?? []) {
      this.#changed ??= new Set()
      this.#changed.add(id)
    }
    this.#quota ||= news.quota ?? false
    this.#reset ||= news.reset ?? false
    this.bell.ring()
  }

  /** How many values there are to tell. */
  get size(): number {
    return this.#reset ? 1 : (this.#changed?.size ?? 0) + (this.#quota ? 1 : 0)
  }

  /** Takes what there is to tell; after a reset everything is fetched afresh, whatever else there is. */
  take(): { conversationIds: string[]; quota: boolean; reset: boolean } {
    const news = { conversationIds: [...(this.#changed ?? [])], quota: this.#quota, reset: this.#reset }
    this.#changed = null
    this.#quota = false
    this.#reset = false
    return news
  }
}
