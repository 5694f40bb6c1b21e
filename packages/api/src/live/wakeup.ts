/** A subscriber's bell: rung whenever there may be something new; waiting for it costs one closure and no timer. */
export class Wakeup {
  #isRung = false
  #wake: (() => void) | null = null

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** From now on each ring calls this, in place of whoever waits. */
  calls(wake: () => void): void {
    this.#wake = wake
  }

  /** @returns whether it was rung since it was last asked or waited for */
  wasRung(): boolean {
    const wasRung = this.#isRung
    this.#isRung = false
    return wasRung
  }

  /** Resolves at the next ring, at once if there was one since the last wait. */
  wait(): Promise<void> {
    if (this.wasRung()) return Promise.resolve()
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null
        this.#isRung = false
        resolve()
      }
    })
  }
}
