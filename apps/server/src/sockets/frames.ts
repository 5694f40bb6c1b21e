import type { SharedAnswer, SharedPage } from '@pennypost/api'
import { isTrackedEnvelope } from '@trpc/server'
import type { TRPCErrorShape } from '@trpc/server/rpc'
import { joinedFrame, payloadOf, textFrame } from './text-frame.ts'

/** What tells an answer's call: tRPC gives back both as they came. */
export type CallId = { id: string | number | null; jsonrpc?: '2.0' | undefined }

/** The frames of tRPC's WebSocket specification (trpc.io/docs/server/websockets), as a server sends them. */
export const FRAMES = {
  answer: ({ id, jsonrpc }: CallId, data: unknown) =>
    JSON.stringify({ id, jsonrpc, result: { type: 'data', data } }),
  error: ({ id, jsonrpc }: CallId, error: TRPCErrorShape) => JSON.stringify({ id, jsonrpc, error }),
  started: ({ id, jsonrpc }: CallId) => JSON.stringify({ id, jsonrpc, result: { type: 'started' } }),
  stopped: ({ id, jsonrpc }: CallId) => JSON.stringify({ id, jsonrpc, result: { type: 'stopped' } }),
  /** One value of a subscription; a tracked one bears its id twice. */
  value(call: CallId, value: unknown): string {
    if (!isTrackedEnvelope(value)) return FRAMES.answer(call, value)
    const { id, jsonrpc } = call
    const [eventId, data] = value
    const result = { type: 'data', id: eventId, data: { id: eventId, data } }
    return JSON.stringify({ id, jsonrpc, result })
  },
} as const

/** What the frames for one call or subscription begin with. */
export function headOf({ id, jsonrpc }: CallId): string {
  const version = jsonrpc === undefined ? '' : `"jsonrpc":"${jsonrpc}",`
  return `{"id":${JSON.stringify(id)},${version}`
}

/** A page that many get, as the frame that each is sent: encoded once, and copied once for each head that subscriptions have. */
export function sharedFrame(head: string, page: SharedPage): Buffer {
  page.written ??= { body: bodyOf(page), frames: new Map() }
  const { body, frames } = page.written
  let frame = frames.get(head)
  if (frame === undefined) {
    frame = joinedFrame(head, body)
    frames.set(head, frame)
  }
  return frame
}

/** An answer that several get, as the frame for one of them: encoded once with the first one's head, and copied for each other. */
export function sharedAnswerFrame(call: CallId, answer: SharedAnswer<unknown>): Buffer {
  const head = headOf(call)
  if (answer.written !== null) return joinedFrame(head, answer.written)
  const frame = textFrame(FRAMES.answer(call, answer.value))
  answer.written = payloadOf(frame).subarray(Buffer.byteLength(head))
  return frame
}

function bodyOf({ seq, text }: SharedPage): Buffer {
  return Buffer.from(`"result":{"type":"data","id":"${seq}","data":{"id":"${seq}","data":${text}}}}`)
}
