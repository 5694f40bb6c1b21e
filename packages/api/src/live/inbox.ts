import type { Wakeup } from './wakeup.ts'

/** What one open inbox has still to hear. A conversation that changed many times is read once. */
export class Inbox {
  readonly userId: string
  /** Settles once the other servers are heard. */
  readonly isJoined: Promise<void>
  readonly bell: Wakeup
  /** Null while there is nothing: most inboxes are at rest. */
  #changed: Set<string> | null = null
  #quota = false

  /** @param bell rung when there is something to tell */
  constructor(userId: string, bell: Wakeup, isJoined: Promise<void>) {
    this.userId = userId
    this.bell = bell
    this.isJoined = isJoined
  }

  /** A removal is a change like others: whether they still take part is read, since news come in any order. */
  touch(news: { conversationIds?: readonly string[]; quota?: boolean }): void {
    for (const id of news.conversationIds ?? []) {
      this.#changed ??= new Set()
      this.#changed.add(id)
    }
    this.#quota ||= news.quota ?? false
    this.bell.ring()
  }

  /** How many values there are to tell. */
  get size(): number {
    return (this.#changed?.size ?? 0) + (this.#quota ? 1 : 0)
  }

  /** Takes what there is to tell. */
  take(): { conversationIds: string[]; quota: boolean } {
    const news = { conversationIds: [...(this.#changed ?? [])], quota: this.#quota }
    this.#changed = null
    this.#quota = false
    return news
  }
}
