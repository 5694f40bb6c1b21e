import { TRPCError } from '@trpc/server'
import { parseConnectionParamsFromUnknown } from '@trpc/server/http'
import { parseTRPCMessage, type TRPCClientOutgoingMessage } from '@trpc/server/rpc'
import type { TrpcOptions } from '../trpc-options.ts'
import type { CallId } from './frames.ts'

export type Reading = {
  messages: TRPCClientOutgoingMessage[]
  /** Null where all of it could be read. */
  fault: TRPCError | null
  /** Who is told of the fault: every call of a batch that is too large, so that none waits for ever; else no call in particular. */
  faulty: CallId[]
}

/** An id stands in each frame of its call; clients count, or make UUIDs. */
const ID_MAX_LETTERS = 100

/** To no call in particular. */
export const NO_CALL: CallId = { id: null }

/** Reads what a peer sent: a message or a batch of them. @param text null for what is no text */
export function readFrames(text: string | null, { router, maxBatchSize }: TrpcOptions): Reading {
  const { transformer } = router._def._config
  const read = (each: unknown) => {
    const message = parseTRPCMessage(each, transformer)
    if (!isShort(message.id)) throw new Error('an id too long')
    return message
  }
  try {
    const json: unknown = JSON.parse(text ?? '')
    if (!Array.isArray(json)) return { messages: [read(json)], fault: null, faulty: [] }
    if (json.length <= (maxBatchSize ?? json.length))
      return { messages: json.map(read), fault: null, faulty: [] }
    const fault = new TRPCError({ code: 'BAD_REQUEST', message: 'Batch call exceeds maximum size' })
    const calls = json.flatMap(findCallId)
    return { messages: [], fault, faulty: calls.length === 0 ? [NO_CALL] : calls }
  } catch (cause) {
    return { messages: [], fault: new TRPCError({ code: 'PARSE_ERROR', cause }), faulty: [NO_CALL] }
  }
}

/** Reads a first frame that tells who calls. @throws PARSE_ERROR where it is none */
export function readToken(text: string | null): string | undefined {
  try {
    const frame: unknown = JSON.parse(text ?? '')
    if (!isObject(frame)) throw new Error('not an object')
    return parseConnectionParamsFromUnknown(frame.data)?.token
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'Malformed TRPCConnectionParamsMessage', cause })
  }
}

/** A call's input with the cursor that tRPC's client sends beside it when it comes back. */
export function inputWithCursor(input: unknown, lastEventId: string | undefined): unknown {
  if (lastEventId === undefined) return input
  return isObject(input) ? { ...input, lastEventId } : (input ?? { lastEventId })
}

function findCallId(frame: unknown): CallId[] {
  if (!isObject(frame) || frame.method === 'subscription.stop') return []
  const { id, jsonrpc } = frame
  if ((typeof id !== 'string' && typeof id !== 'number') || !isShort(id)) return []
  return [{ id, jsonrpc: jsonrpc === '2.0' ? jsonrpc : undefined }]
}

function isShort(id: string | number | null): boolean {
  return typeof id !== 'string' || id.length <= ID_MAX_LETTERS
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
