import { POLICY } from '@pennypost/domain'

/** `viewerId`: the one person whom it concerns; null: everybody. */
export type PresenceListener = (userId: string, isTyping: boolean, viewerId: string | null) => void

/** `next`: its end where it is shown; where it is not, the time from which on it may be shown again. */
type Typing = { isTyping: boolean; isShown: boolean; shownAtMs: number; next: NodeJS.Timeout }
type Place = { typing: Map<string, Typing>; listeners: Set<PresenceListener> }

/** Who types where, on this server, in memory alone. It ends by itself after 6 s, or when the message comes. */
export class Presence {
  readonly #places = new Map<string, Place>()

  /** @returns how to stop listening */
  listen(conversationId: string, listener: PresenceListener): () => void {
    const place = this.#place(conversationId)
    place.listeners.add(listener)
    for (const [userId, { isShown }] of place.typing) if (isShown) listener(userId, true, null)
    return () => {
      place.listeners.delete(listener)
      this.#tidy(conversationId, place)
    }
  }

  /** Whether showing it again would tell nobody anything: `true` passes once in 3 s, `false` at once. */
  isRepeat(conversationId: string, userId: string, isTyping: boolean, nowMs: number): boolean {
    const typing = this.#places.get(conversationId)?.typing.get(userId)
    return isTyping && typing?.isTyping === true && nowMs - typing.shownAtMs < POLICY.typingRepeatMs
  }

  /** Typing that begins again within 3 s is shown when those are over, unless it has ended by then. */
  show(conversationId: string, userId: string, isTyping: boolean, nowMs: number): void {
    // A message ends typing, and most are written where nobody looks.
    if (!isTyping && !this.#places.has(conversationId)) return
    const place = this.#place(conversationId)
    const before = place.typing.get(userId)
    const shownAtMs = before?.shownAtMs ?? Number.NEGATIVE_INFINITY
    const restMs = Math.max(0, shownAtMs + POLICY.typingRepeatMs - nowMs)
    if (isTyping && before?.isShown && restMs > 0) return
    clearTimeout(before?.next)
    const later = (ms: number, run: (atMs: number) => void) => setTimeout(() => run(nowMs + ms), ms).unref()
    const forget = () => {
      place.typing.delete(userId)
      this.#tidy(conversationId, place)
    }
    if (isTyping && restMs > 0) {
      const next = later(restMs, (atMs) => this.show(conversationId, userId, true, atMs))
      place.typing.set(userId, { isTyping, isShown: false, shownAtMs, next })
    } else if (isTyping) {
      const next = later(POLICY.typingLastsMs, (atMs) => this.show(conversationId, userId, false, atMs))
      place.typing.set(userId, { isTyping, isShown: true, shownAtMs: nowMs, next })
    } else if (restMs > 0) {
      place.typing.set(userId, { isTyping, isShown: false, shownAtMs, next: later(restMs, forget) })
    } else forget()
    const isShown = isTyping && restMs === 0
    if (isShown || before?.isShown) for (const listener of place.listeners) listener(userId, isShown, null)
  }

  /** What two people were shown of each other's typing ends; others see it as before. */
  part(one: string, other: string): void {
    for (const { typing, listeners } of this.#places.values())
      for (const [typerId, viewerId] of [
        [one, other],
        [other, one],
      ] as const)
        if (typing.get(typerId)?.isShown) for (const listener of listeners) listener(typerId, false, viewerId)
  }

  stop(): void {
    for (const { typing } of this.#places.values()) for (const { next } of typing.values()) clearTimeout(next)
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
