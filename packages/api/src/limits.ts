import { LIMITS, RefusalError, takeFromRate } from '@pennypost/domain'
import { NaturalBatch } from './natural-batch.ts'
import type { SharedCounts } from './shared-counts.ts'

const SEND_RATE = { perSecond: LIMITS.sendsPerSecond, burst: LIMITS.sendsBurst }
const FORGET_ABOVE = 10_000
const MOST_IN_A_TURN = 500
const TURN_MS = 2_000

/** How often each person may send, over all servers where they are joined. RATE_LIMITS=off lifts it. */
export class Limits {
  readonly #isOn: boolean
  readonly #sends = new Map<string, number>()
  readonly #shared: NaturalBatch<string, number> | null

  constructor(isOn: boolean, counts: SharedCounts | null) {
    this.#isOn = isOn
    // One turn at a time: a person's sends keep their order, also from a turn that Redis fails to the next, which asks nobody.
    this.#shared =
      counts &&
      new NaturalBatch((userIds: string[]) => this.#takeTogether(counts, userIds), {
        lanes: 1,
        most: MOST_IN_A_TURN,
        deadlineMs: TURN_MS,
      })
  }

  /** @throws RATE_LIMITED, with how long to wait */
  async requireSend(userId: string): Promise<void> {
    if (!this.#isOn) return
    const retryAfterMs = this.#shared ? await this.#shared.add(userId) : this.#takeHere(userId)
    if (retryAfterMs > 0) throw new RefusalError({ code: 'RATE_LIMITED', retryAfterMs })
  }

  #takeTogether(counts: SharedCounts, userIds: string[]): Promise<number[]> {
    return Promise.all(
      userIds.map(async (userId) => {
        const taken = await counts.take(`pennypost:sends:${userId}`, SEND_RATE)
        return taken ?? this.#takeHere(userId)
      }),
    )
  }

  #takeHere(userId: string): number {
    const nowMs = Date.now()
    const taken = takeFromRate(SEND_RATE, this.#sends.get(userId) ?? 0, nowMs)
    if ('retryAfterMs' in taken) return taken.retryAfterMs
    this.#sends.set(userId, taken.fullAtMs)
    if (this.#sends.size > FORGET_ABOVE) this.#forgetRested(nowMs)
    return 0
  }

  #forgetRested(nowMs: number): void {
    for (const [userId, fullAtMs] of this.#sends) if (fullAtMs <= nowMs) this.#sends.delete(userId)
  }
}
