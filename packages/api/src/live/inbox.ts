import { Wakeup } from './wakeup.ts'

/** What one open inbox has still to hear. A conversation that changed many times is read once. */
export class Inbox {
  readonly userId: string
  readonly bell = new Wakeup()
  readonly #changed = new Set<string>()
  readonly #removed = new Set<string>()
  #quota = false

  constructor(userId: string) {
    this.userId = userId
  }

  touch(news: { conversationIds?: readonly string[]; removed?: readonly string[]; quota?: boolean }): void {
    for (const id of news.conversationIds ?? []) {
      this.#removed.delete(id)
      this.#changed.add(id)
    }
    for (const id of news.removed ?? []) {
      this.#changed.delete(id)
      this.#removed.add(id)
    }
    this.#quota ||= news.quota ?? false
    this.bell.ring()
  }

  /** Takes what there is to tell. */
  take(): { conversationIds: string[]; removed: string[]; quota: boolean } {
    const news = {
      conversationIds: [...this.#changed],
      removed: [...this.#removed],
      quota: this.#quota,
    }
    this.#changed.clear()
    this.#removed.clear()
    this.#quota = false
    return news
  }
}
