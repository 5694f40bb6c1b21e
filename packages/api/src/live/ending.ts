/**
 * What can end a subscription: the server's stop, its session's end, its own stop. It rings for the last two; for the first
 * `Live` does, because a signal goes through all its listeners to add or take away one, and that one would have every
 * subscription's. In place of `AbortSignal.any`, which costs each of them two kilobytes.
 */
export class Ending {
  readonly #stopping: AbortSignal
  readonly #signals: readonly AbortSignal[]
  readonly #ring: () => void

  constructor(stopping: AbortSignal, signals: readonly (AbortSignal | undefined)[], ring: () => void) {
    this.#stopping = stopping
    this.#signals = signals.filter((signal) => signal !== undefined)
    this.#ring = ring
    for (const signal of this.#signals) signal.addEventListener('abort', ring)
  }

  get isOver(): boolean {
    return this.#stopping.aborted || this.#signals.some((signal) => signal.aborted)
  }

  release(): void {
    for (const signal of this.#signals) signal.removeEventListener('abort', this.#ring)
  }
}
