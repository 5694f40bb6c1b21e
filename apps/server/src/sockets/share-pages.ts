import { type Encoder, jsonEncoder } from '@trpc/server/adapters/ws'

/**
 * tRPC's JSON, into which a page that many subscribers get is put as the text that was made of it once.
 * @param findText the text of such a page; undefined for every other
 */
export function sharePages(findText: (page: object) => string | undefined): Encoder {
  return {
    decode: jsonEncoder.decode,
    encode: (frame) => encodeTracked(frame, findText) ?? jsonEncoder.encode(frame),
  }
}

/** A frame of a tracked subscription, `{ id, jsonrpc?, result: { type: 'data', id, data: { id, data: page } } }`. */
function encodeTracked(frame: unknown, findText: (page: object) => string | undefined): string | null {
  if (!isObject(frame) || !isObject(frame.result)) return null
  const { type, id, data } = frame.result
  if (type !== 'data' || typeof id !== 'string' || !isObject(data) || !isObject(data.data)) return null
  const text = findText(data.data)
  if (text === undefined) return null
  const cursor = JSON.stringify(id)
  const version = frame.jsonrpc === undefined ? '' : `"jsonrpc":${JSON.stringify(frame.jsonrpc)},`
  return `{"id":${JSON.stringify(frame.id)},${version}"result":{"type":"data","id":${cursor},"data":{"id":${cursor},"data":${text}}}}`
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null
}
