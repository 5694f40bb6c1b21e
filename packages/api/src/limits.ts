import { LIMITS, RefusalError, takeFromRate } from '@pennypost/domain'

const SEND_RATE = { perSecond: LIMITS.sendsPerSecond, burst: LIMITS.sendsBurst }
const FORGET_ABOVE = 10_000

/** How often each person may send. RATE_LIMITS=off lifts it. */
export class Limits {
  readonly #isOn: boolean
  readonly #sends = new Map<string, number>()

  constructor(isOn: boolean) {
    this.#isOn = isOn
  }

  /** @throws RATE_LIMITED, with how long to wait */
  requireSend(userId: string, nowMs: number): void {
    if (!this.#isOn) return
    const taken = takeFromRate(SEND_RATE, this.#sends.get(userId) ?? 0, nowMs)
    if ('retryAfterMs' in taken)
      throw new RefusalError({ code: 'RATE_LIMITED', retryAfterMs: taken.retryAfterMs })
    this.#sends.set(userId, taken.fullAtMs)
    if (this.#sends.size > FORGET_ABOVE) this.#forgetRested(nowMs)
  }

  #forgetRested(nowMs: number): void {
    for (const [userId, fullAtMs] of this.#sends) if (fullAtMs <= nowMs) this.#sends.delete(userId)
  }
}
