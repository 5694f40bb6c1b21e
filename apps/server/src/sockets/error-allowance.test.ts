import { LIMITS } from '@pennypost/domain'
import { expect, test } from 'vitest'
import { ErrorAllowance } from './error-allowance.ts'

const REFUSAL_BYTES = 300

test('refusals on a full socket cost nobody the socket, and garbage without end does', () => {
  const allowance = new ErrorAllowance()
  let given = 0
  while (allowance.take(REFUSAL_BYTES, true)) given += REFUSAL_BYTES
  expect(given).toBeGreaterThan(100 * REFUSAL_BYTES)
  expect(given).toBeLessThan(LIMITS.unaskedOutputBytes)
})

test('who reads again may be refused as often as before', () => {
  const allowance = new ErrorAllowance()
  while (allowance.take(REFUSAL_BYTES, true));
  expect(allowance.take(REFUSAL_BYTES, false)).toBe(true)
  expect(allowance.take(REFUSAL_BYTES, true)).toBe(true)
})
