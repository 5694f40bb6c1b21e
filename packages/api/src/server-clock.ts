/**
 * An estimate of the database's clock between statements, for decisions that need no statement of their own: whether an
 * event in memory has expired, the `now` of a page. Every statement that answers with an instant corrects it.
 */
export class ServerClock {
  #aheadMs = 0

  /** @param instant what the database's clock said a moment ago */
  observe(instant: string): void {
    this.#aheadMs = Date.parse(instant) - Date.now()
  }

  nowMs(): number {
    return Date.now() + this.#aheadMs
  }

  now(): string {
    return new Date(this.nowMs()).toISOString()
  }
}
