import { expect, test } from 'vitest'
import { invalidInput, type Refusal, RefusalError, refusalMessage, TRPC_CODES } from './refusals.ts'

test('each refusal travels as the tRPC code of the contract', () => {
  expect(TRPC_CODES).toEqual({
    NOT_ENOUGH_POINTS: 'PAYMENT_REQUIRED',
    PRICE_ABOVE_MAX: 'PAYMENT_REQUIRED',
    NOT_FOUND: 'NOT_FOUND',
    ID_REUSED: 'CONFLICT',
    INVALID_INPUT: 'BAD_REQUEST',
    RATE_LIMITED: 'TOO_MANY_REQUESTS',
    NOT_ALLOWED: 'FORBIDDEN',
    NOT_SIGNED_IN: 'UNAUTHORIZED',
  })
})

const EACH: Refusal[] = [
  { code: 'NOT_ENOUGH_POINTS', price: 10, balance: 4 },
  { code: 'PRICE_ABOVE_MAX', price: 10, maxPoints: 4 },
  { code: 'NOT_FOUND' },
  { code: 'ID_REUSED' },
  { code: 'INVALID_INPUT', issues: [{ path: ['a', 0], message: 'is wrong' }] },
  { code: 'RATE_LIMITED', retryAfterMs: 7 },
  { code: 'NOT_ALLOWED' },
  { code: 'NOT_SIGNED_IN' },
]

test.each(EACH)('$code has a sentence for people, and an error carries it whole', (refusal) => {
  expect(refusalMessage(refusal)).toMatch(/\S/)
  const error = new RefusalError(refusal)
  expect(error.refusal).toBe(refusal)
  expect(error.message).toBe(refusalMessage(refusal))
})

test('every code has a sentence', () => {
  expect(EACH.map(({ code }) => code).toSorted()).toEqual(Object.keys(TRPC_CODES).toSorted())
})

test('input that breaks a rule is refused in the shape of a failed parse', () => {
  expect(invalidInput('title', 'a direct conversation has none').refusal).toEqual({
    code: 'INVALID_INPUT',
    issues: [{ path: ['title'], message: 'a direct conversation has none' }],
  })
})
