import { expect, test } from 'vitest'
import { charactersLeft } from './characters-left.ts'
import { customExpiryHours, lifetimeParts } from './expiry-choices.ts'

test('a lifetime of one’s own is at least an hour and at most a year', () => {
  expect(customExpiryHours('1', 'hours')).toBe(1)
  expect(customExpiryHours('1,5', 'hours')).toBe(1.5)
  expect(customExpiryHours('0.5', 'hours')).toBeNull()
  expect(customExpiryHours('365', 'days')).toBe(8_760)
  expect(customExpiryHours('53', 'weeks')).toBeNull()
  expect(customExpiryHours('soon', 'days')).toBeNull()
  expect(customExpiryHours(' ', 'days')).toBeNull()
})

test('a lifetime is told in the largest unit that divides it', () => {
  expect(lifetimeParts(672)).toEqual({ amount: 4, unit: 'weeks' })
  expect(lifetimeParts(48)).toEqual({ amount: 2, unit: 'days' })
  expect(lifetimeParts(1.5)).toEqual({ amount: 1.5, unit: 'hours' })
})

test('the counter shows from 4,500 characters on and ends at none', () => {
  expect(charactersLeft(4_499, 5_000)).toBeNull()
  expect(charactersLeft(4_500, 5_000)).toBe(500)
  expect(charactersLeft(5_000, 5_000)).toBe(0)
  expect(charactersLeft(5_001, 5_000)).toBeNull()
})
