import { setTimeout as delay } from 'node:timers/promises'

/** Spreads a number of turns evenly over a time, whoever takes them. */
export class Pace {
  readonly total: number
  readonly #durationMs: number
  readonly #startedAtMs = performance.now()
  #taken = 0

  constructor(total: number, durationMs: number) {
    this.total = total
    this.#durationMs = durationMs
  }

  /** Resolves true when it is the caller's turn, false when there are no more. */
  async turn(): Promise<boolean> {
    if (this.#taken >= this.total) return false
    const dueAtMs = this.#startedAtMs + (this.#taken / this.total) * this.#durationMs
    this.#taken += 1
    await delay(Math.max(0, dueAtMs - performance.now()))
    return true
  }
}
