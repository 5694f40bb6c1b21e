import type { Refusal } from '@pennypost/domain'
import { isCallError, refusalOf } from '../refusal-of.ts'

/**
 * What a failed send means:
 * - `lost`: nobody knows whether it arrived; the same id again finds out
 * - `fault`: the server had a fault; it may pass
 * - `wait`: too many at once
 * - `refused`: the answer stays the same until something else changes
 */
export type Verdict =
  | { kind: 'lost' }
  | { kind: 'fault' }
  | { kind: 'wait'; retryAfterMs: number }
  | { kind: 'refused'; refusal: Refusal | null; retryable: boolean }

const CLIENT_FAULTS = new Set([
  'PARSE_ERROR',
  'BAD_REQUEST',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNPROCESSABLE_CONTENT',
])

export function judgeFailure(error: unknown): Verdict {
  const refusal = refusalOf(error)
  switch (refusal?.code) {
    case 'RATE_LIMITED':
      return { kind: 'wait', retryAfterMs: refusal.retryAfterMs }
    case 'NOT_SIGNED_IN':
      return { kind: 'lost' }
    case 'NOT_ENOUGH_POINTS':
    case 'PRICE_ABOVE_MAX':
      return { kind: 'refused', refusal, retryable: true }
    case 'NOT_FOUND':
    case 'NOT_ALLOWED':
    case 'INVALID_INPUT':
    case 'ID_REUSED':
      return { kind: 'refused', refusal, retryable: false }
  }
  const code = isCallError(error) ? error.data?.code : undefined
  if (code === undefined) return { kind: 'lost' }
  return CLIENT_FAULTS.has(code) ? { kind: 'refused', refusal: null, retryable: false } : { kind: 'fault' }
}
