/** A subscriber's bell: rung whenever there may be something new; waiting for it costs one closure and no timer. */
export class Wakeup {
  #isRung = false
  #wake: (() => void) | null = null

  ring(): void {
    this.#isRung = true
    this.#wake?.()
  }

  /** Resolves at the next ring, at once if there was one since the last wait. */
  wait(): Promise<void> {
    if (this.#isRung) {
      this.#isRung = false
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null
        this.#isRung = false
        resolve()
      }
    })
  }
}
