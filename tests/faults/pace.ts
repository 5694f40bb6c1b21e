import { setTimeout as delay } from 'node:timers/promises'

/** Spreads a number of turns evenly over a time, whoever takes them. */
export class Pace {
  readonly #total: number
  readonly #everyMs: number
  #startedAtMs: number | null = null
  #taken = 0
  #isOver = false

  /** @param total how many there are; without an end until `end` is called */
  constructor(total: number, everyMs: number) {
    this.#total = total
    this.#everyMs = everyMs
  }

  /** There are no more turns. */
  end(): void {
    this.#isOver = true
  }

  /** Resolves true when it is the caller's turn, false when there are no more. */
  async turn(): Promise<boolean> {
    if (this.#isOver || this.#taken >= this.#total) return false
    this.#startedAtMs ??= performance.now()
    const dueAtMs = this.#startedAtMs + this.#taken * this.#everyMs
    this.#taken += 1
    await delay(Math.max(0, dueAtMs - performance.now()))
    return true
  }
}
