const WINDOW_MS = 10_000

/** By how much the database's clock is ahead of this process's own: no less and no more than this, in milliseconds. */
type Bounds = { atLeast: number; atMost: number }

const UNKNOWN: Bounds = { atLeast: Number.NEGATIVE_INFINITY, atMost: Number.POSITIVE_INFINITY }

/**
 * What is known of the database's clock between statements, for decisions that need no statement of their own: whether an
 * event in memory has expired, the `now` of a page. A statement's instant lies between question and answer, so every
 * statement bounds the clock from both sides, and the narrowest bounds of the last 10 to 20 seconds hold
 * (the intersection of Marzullo, "Maintaining the time in a distributed system", 1984). They are as good as the last
 * answer: a clock that is set is noticed with the next one, so somebody has to ask every few seconds.
 */
export class DatabaseClock {
  readonly #elapsedMs: () => number
  #window = Number.NEGATIVE_INFINITY
  #current = UNKNOWN
  #previous = UNKNOWN
  /** What both windows allow: everybody who is told of an event asks. */
  #known = UNKNOWN
  /** Counts the times that the clock was set: an answer from before tells nothing of it. */
  #setTimes = 0

  /** @param elapsedMs a steady clock of this process */
  constructor(elapsedMs: () => number = () => performance.now()) {
    this.#elapsedMs = elapsedMs
  }

  /** Before a statement that answers with its instant. @returns what takes that instant once it has come */
  ask(): (instant: string) => void {
    const askedAtMs = this.#elapsedMs()
    const setTimes = this.#setTimes
    return (instant) => {
      if (setTimes !== this.#setTimes) return
      const heardAtMs = this.#elapsedMs()
      const instantMs = Date.parse(instant)
      // An instant is written without what is less than a millisecond.
      this.#narrow({ atLeast: instantMs - heardAtMs, atMost: instantMs + 1 - askedAtMs }, heardAtMs)
    }
  }

  /** The clock was set, or another database answers: the next answer alone counts. */
  forget(): void {
    this.#setTimes += 1
    this.#window = Number.NEGATIVE_INFINITY
  }

  /** Not ahead of the database's clock: what is stamped from now on is stamped no earlier. */
  nowMs(): number {
    const { atLeast } = this.#known
    return Number.isFinite(atLeast) ? this.#elapsedMs() + atLeast : Date.now()
  }

  /** Not behind the database's clock: what does not expire before this can still be read. */
  latestMs(): number {
    const { atMost } = this.#known
    return Number.isFinite(atMost) ? this.#elapsedMs() + atMost : Date.now()
  }

  now(): string {
    return new Date(this.nowMs()).toISOString()
  }

  #narrow(bounds: Bounds, atMs: number): void {
    const known = intersect(this.#known, bounds)
    // One of the two clocks was set: only what was heard since then is true.
    if (known.atLeast > known.atMost) this.#window = Number.NEGATIVE_INFINITY
    const window = Math.floor(atMs / WINDOW_MS)
    if (window !== this.#window) {
      this.#previous = window === this.#window + 1 ? this.#current : UNKNOWN
      this.#current = UNKNOWN
      this.#window = window
    }
    this.#current = intersect(this.#current, bounds)
    this.#known = intersect(this.#current, this.#previous)
  }
}

function intersect(one: Bounds, other: Bounds): Bounds {
  return {
    atLeast: Math.max(one.atLeast, other.atLeast),
    atMost: Math.min(one.atMost, other.atMost),
  }
}
