import { expect, test } from 'vitest'
import { inWholeUnits, labelOf } from './use-expiry.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test('the time left is told in one unit, the last second included', () => {
  const told = (remainingMs: number) => labelOf(inWholeUnits(remainingMs), 'en')
  expect(told(1)).toBe('1s')
  expect(told(58_001)).toBe('59s')
  expect(told(MINUTE)).toBe('60s')
  expect(told(MINUTE + 1)).toBe('2m')
  expect(told(59 * MINUTE)).toBe('59m')
  expect(told(2 * HOUR + 1)).toBe('3h')
  expect(told(23 * HOUR)).toBe('23h')
  expect(told(6 * DAY + HOUR)).toBe('7d')
})

test('what is over has nothing left', () => {
  expect(inWholeUnits(0)).toBe(0)
  expect(inWholeUnits(-5)).toBe(0)
})
