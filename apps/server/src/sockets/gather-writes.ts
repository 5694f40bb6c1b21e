import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers'

/**
 * Holds streams back from their first frame until the event loop turns: an answer and the page that follows it, or the pages of
 * many rooms, go to the system in one write each. Nothing waits longer than the work at hand.
 */
export class WriteGatherer {
  #held: Writable[] = []

  hold(stream: Writable): void {
    if (stream.writableCorked > 0) return
    stream.cork()
    if (this.#held.push(stream) === 1) setImmediate(() => this.#release())
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    for (const stream of held) stream.uncork()
  }
}
