import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POLICY } from './policy.ts'
import { nextCharge, type Purse, priceOf, refuseCharge } from './price.ts'

const purse = (changes: Partial<Purse> = {}): Purse => ({
  usedToday: 0,
  dailyFreeLimit: POLICY.dailyFreeLimit,
  pointsPerMessage: POLICY.pointsPerMessage,
  balance: 0,
  ...changes,
})

test('twenty messages a day are free, and the twenty-first costs ten points', () => {
  expect(priceOf(purse({ usedToday: 19 }))).toEqual({ kind: 'free' })
  expect(priceOf(purse({ usedToday: 20 }))).toEqual({ kind: 'points', points: 10 })
})

test('more used than the limit allows costs as much as at the limit', () => {
  expect(priceOf(purse({ usedToday: 5, dailyFreeLimit: 3 }))).toEqual({ kind: 'points', points: 10 })
  expect(priceOf(purse({ dailyFreeLimit: 0 }))).toEqual({ kind: 'points', points: 10 })
})

test('the next charge is blocked by exactly the points that are short', () => {
  const used = { usedToday: 20 }
  expect(nextCharge(purse({ ...used, balance: 10 }))).toEqual({ kind: 'points', points: 10 })
  expect(nextCharge(purse({ ...used, balance: 9 }))).toEqual({ kind: 'blocked', points: 10, short: 1 })
  expect(nextCharge(purse({ ...used, balance: 0 }))).toEqual({ kind: 'blocked', points: 10, short: 10 })
  expect(nextCharge(purse({ balance: 0 }))).toEqual({ kind: 'free' })
})

test('consent comes before balance: who did not agree to the price is not told to top up', () => {
  expect(refuseCharge(10, 0, 9)).toEqual({ code: 'PRICE_ABOVE_MAX', price: 10, maxPoints: 9 })
  expect(refuseCharge(10, 9, 10)).toEqual({ code: 'NOT_ENOUGH_POINTS', price: 10, balance: 9 })
  expect(refuseCharge(10, 9)).toEqual({ code: 'NOT_ENOUGH_POINTS', price: 10, balance: 9 })
  expect(refuseCharge(10, 10, 10)).toBeNull()
  expect(refuseCharge(0, 0, 0)).toBeNull()
})

test('a charge that is let through is agreed to and covered, whatever the figures', () => {
  const points = fc.nat(POLICY.pointsMax)
  fc.assert(
    fc.property(points, points, fc.option(points, { nil: undefined }), (price, balance, maxPoints) => {
      const isFine = price <= balance && (maxPoints === undefined || price <= maxPoints)
      expect(refuseCharge(price, balance, maxPoints) === null).toBe(isFine)
    }),
  )
})
