import type { Charge, Message, Refusal } from '@pennypost/domain'

/** One message from the first attempt to its end, as its sender saw it. Instants are the harness's own, in ms. */
export type SendRecord = {
  id: string
  conversationId: string
  senderId: string
  content: string
  startedAtMs: number
  attempts: number
  /** Whether an attempt may have happened without an answer. */
  isUncertain: boolean
  end:
    | null
    | { atMs: number; message: Message; charge: Charge; balance: number; usedToday: number }
    | { atMs: number; refusal: Refusal }
}

/** Everything that happened in a run: what the checker judges. */
export class History {
  readonly sends: SendRecord[] = []
  /** What broke a promise in the instant it was seen. */
  readonly violations: string[] = []
  /** How often each fault was injected, and each thing was seen. */
  readonly counts = new Map<string, number>()
  readonly #startedAtMs = performance.now()
  readonly #onViolation: (what: string) => void

  /** @param onViolation told of each broken promise at once */
  constructor(onViolation: (what: string) => void) {
    this.#onViolation = onViolation
  }

  nowMs(): number {
    return performance.now() - this.#startedAtMs
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1)
  }

  violate(what: string): void {
    this.violations.push(what)
    this.#onViolation(what)
  }

  get acknowledged(): number {
    return this.sends.filter(({ end }) => end !== null && 'message' in end).length
  }
}
