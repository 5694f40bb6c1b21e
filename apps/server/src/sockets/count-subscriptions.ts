import { LIMITS, type Refusal, refusalMessage, TRPC_CODES } from '@pennypost/domain'
import type { Encoder } from '@trpc/server/adapters/ws'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'

type Frame = { [key: string]: unknown }

/**
 * An encoder for one socket that lets no more subscriptions through than LIMITS allows. tRPC has no such cap, and
 * tells nobody when one ends; but every subscription ends with one frame, which is counted here on its way out.
 */
export function countSubscriptions(
  inner: Encoder,
  refuse: (frame: string | Uint8Array<ArrayBuffer>) => void,
): Encoder {
  const open = new Set<unknown>()

  function admit(frame: unknown): boolean {
    if (!isFrame(frame) || frame.method !== 'subscription') return true
    const { id } = frame
    if (typeof id !== 'string' && typeof id !== 'number') return true
    if (open.has(id)) return answer(id, { code: -32600, message: 'Duplicate id', data: badRequest })
    if (open.size >= LIMITS.subscriptionsPerSocket) return answer(id, tooMany)
    open.add(id)
    return true
  }

  function answer(id: unknown, error: Frame): false {
    refuse(inner.encode({ id, error }))
    return false
  }

  return {
    decode(data) {
      const frame = inner.decode(data)
      if (Array.isArray(frame)) return frame.filter(admit)
      return admit(frame) ? frame : []
    },
    encode(data) {
      if (open.size > 0 && isFrame(data) && endsSubscription(data)) open.delete(data.id)
      return inner.encode(data)
    },
  }
}

const refusal: Refusal = { code: 'RATE_LIMITED', retryAfterMs: 1_000 }
const tooMany = {
  code: TRPC_ERROR_CODES_BY_KEY[TRPC_CODES.RATE_LIMITED],
  message: refusalMessage(refusal),
  data: { code: TRPC_CODES.RATE_LIMITED, httpStatus: 429, refusal },
}
const badRequest = { code: 'BAD_REQUEST', httpStatus: 400 }

function endsSubscription(frame: Frame): boolean {
  if ('error' in frame) return true
  const { result } = frame
  return isFrame(result) && result.type === 'stopped'
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null
}
