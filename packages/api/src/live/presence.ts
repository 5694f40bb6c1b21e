import { POLICY } from '@pennypost/domain'

export type PresenceListener = (userId: string, isTyping: boolean) => void

type Typing = { shownAtMs: number; ends: NodeJS.Timeout }
type Place = { typing: Map<string, Typing>; listeners: Set<PresenceListener> }

/** Who types where, on this server, in memory alone. It ends by itself after 6 s, or when the message comes. */
export class Presence {
  readonly #places = new Map<string, Place>()

  /** @returns how to stop listening */
  listen(conversationId: string, listener: PresenceListener): () => void {
    const place = this.#place(conversationId)
    place.listeners.add(listener)
    for (const userId of place.typing.keys()) listener(userId, true)
    return () => {
      place.listeners.delete(listener)
      this.#tidy(conversationId, place)
    }
  }

  /** Whether showing it again would tell nobody anything: `true` passes once in 3 s, `false` at once. */
  isRepeat(conversationId: string, userId: string, isTyping: boolean, nowMs: number): boolean {
    const typing = this.#places.get(conversationId)?.typing.get(userId)
    return isTyping && typing !== undefined && nowMs - typing.shownAtMs < POLICY.typingRepeatMs
  }

  show(conversationId: string, userId: string, isTyping: boolean, nowMs: number): void {
    const place = this.#place(conversationId)
    const before = place.typing.get(userId)
    clearTimeout(before?.ends)
    if (isTyping) {
      const ends = setTimeout(
        () => this.show(conversationId, userId, false, nowMs + POLICY.typingLastsMs),
        POLICY.typingLastsMs,
      )
      ends.unref()
      place.typing.set(userId, { shownAtMs: nowMs, ends })
    } else {
      place.typing.delete(userId)
    }
    if (isTyping || before !== undefined) for (const listener of place.listeners) listener(userId, isTyping)
    this.#tidy(conversationId, place)
  }

  stop(): void {
    for (const { typing } of this.#places.values()) for (const { ends } of typing.values()) clearTimeout(ends)
    this.#places.clear()
  }

  #place(conversationId: string): Place {
    const place = this.#places.get(conversationId) ?? { typing: new Map(), listeners: new Set() }
    this.#places.set(conversationId, place)
    return place
  }

  #tidy(conversationId: string, place: Place): void {
    if (place.listeners.size === 0 && place.typing.size === 0) this.#places.delete(conversationId)
  }
}
