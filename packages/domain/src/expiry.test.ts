import { expect, test } from 'vitest'
import { expiryOf, isExpired, isReadable, nextExpiry } from './expiry.ts'

const AT = '2026-11-22T12:00:00.000Z'
const AT_MS = Date.parse(AT)

test('a message expires its lifetime after it was made, to the millisecond', () => {
  expect(expiryOf(0, 1)).toBe(3_600_000)
  expect(expiryOf(1, 1.5)).toBe(5_400_001)
  expect(expiryOf(0, 1.0000002)).toBe(3_600_001)
  expect(expiryOf(0, 8_760)).toBe(365 * 24 * 3_600_000)
  expect(expiryOf(0, null)).toBeNull()
})

test('expired means gone from the very millisecond on', () => {
  expect(isExpired({ expiresAt: AT }, AT_MS - 1)).toBe(false)
  expect(isExpired({ expiresAt: AT }, AT_MS)).toBe(true)
  expect(isExpired({ expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false)
})

test('what is erased or expired is not readable', () => {
  expect(isReadable({ content: 'hello', expiresAt: AT }, AT_MS - 1)).toBe(true)
  expect(isReadable({ content: 'hello', expiresAt: AT }, AT_MS)).toBe(false)
  expect(isReadable({ content: null, expiresAt: null }, 0)).toBe(false)
})

test('the next expiry is the earliest that is still ahead', () => {
  const messages = [-1, 0, 5, 3].map((ms) => ({ expiresAt: new Date(AT_MS + ms).toISOString() }))
  expect(nextExpiry([...messages, { expiresAt: null }], AT_MS)).toBe(AT_MS + 3)
  expect(nextExpiry([{ expiresAt: null }], AT_MS)).toBeNull()
  expect(nextExpiry([], AT_MS)).toBeNull()
})
