import { setImmediate } from 'node:timers'

/** What is held back until it is released. */
export type Held = { release(): void }

/**
 * Holds sockets back from their first frame until the event loop turns: an answer and the page that follows it, or the pages of
 * many rooms, go to the system in one write each. Nothing waits longer than the work at hand.
 */
export class WriteGatherer {
  #held: Held[] = []

  hold(held: Held): void {
    if (this.#held.push(held) === 1) setImmediate(() => this.#release())
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    for (const each of held) each.release()
  }
}
