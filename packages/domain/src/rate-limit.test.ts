import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Rate, takeFromRate } from './rate-limit.ts'

/** The instants that were let through. */
function admit(rate: Rate, instantsMs: number[]): number[] {
  let fullAtMs = 0
  return instantsMs.filter((nowMs) => {
    const taken = takeFromRate(rate, fullAtMs, nowMs)
    if ('retryAfterMs' in taken) return false
    fullAtMs = taken.fullAtMs
    return true
  })
}

const rates = fc.record({
  perSecond: fc.integer({ min: 1, max: 50 }),
  burst: fc.integer({ min: 1, max: 30 }),
})
const schedules = fc
  .array(fc.nat(300), { maxLength: 200 })
  .map((steps) => steps.map((_, index) => 1e12 + steps.slice(0, index + 1).reduce((sum, ms) => sum + ms, 0)))

test('no window of time lets through more than a burst and what the rate gives in it', () => {
  fc.assert(
    fc.property(rates, schedules, (rate, schedule) => {
      const admitted = admit(rate, schedule)
      for (const [first, from] of admitted.entries())
        for (const [last, to] of admitted.entries())
          if (last >= first)
            expect(last - first + 1).toBeLessThanOrEqual(
              rate.burst + ((to - from) / 1000) * rate.perSecond + 0.01,
            )
    }),
  )
})

test('a burst passes at once, and one more is told to the millisecond when to come back', () => {
  fc.assert(
    fc.property(rates, (rate) => {
      let fullAtMs = 0
      for (let taken = 0; taken < rate.burst; taken += 1) {
        const one = takeFromRate(rate, fullAtMs, 5_000_000)
        expect(one).toHaveProperty('fullAtMs')
        if ('fullAtMs' in one) fullAtMs = one.fullAtMs
      }
      const refused = takeFromRate(rate, fullAtMs, 5_000_000)
      expect(refused).toHaveProperty('retryAfterMs')
      if (!('retryAfterMs' in refused)) return
      expect(refused.retryAfterMs).toBeGreaterThan(0)
      expect(takeFromRate(rate, fullAtMs, 5_000_000 + refused.retryAfterMs)).toHaveProperty('fullAtMs')
    }),
  )
})

test('what is refused does not count', () => {
  const rate = { perSecond: 10, burst: 1 }
  expect(admit(rate, [1000, 1001, 1002, 1003, 1100])).toEqual([1000, 1100])
})
