/** The last and only frame of a text. */
const WHOLE_TEXT = 0x81
/** Instead of a length: it follows in two bytes, or in eight. */
const TWO_BYTES = 126
const EIGHT_BYTES = 127

/** A text as the WebSocket frame in which a server sends it: whole, neither masked nor compressed (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text)
  const frame = emptyFrame(bytes)
  frame.write(text, frame.length - bytes)
  return frame
}

/** As `textFrame`, of a text whose end is encoded already. */
export function joinedFrame(head: string, body: Buffer): Buffer {
  const frame = emptyFrame(Buffer.byteLength(head) + body.length)
  frame.write(head, headerBytesOf(frame))
  body.copy(frame, frame.length - body.length)
  return frame
}

/** The text that a frame carries, encoded. */
export function payloadOf(frame: Buffer): Buffer {
  return frame.subarray(headerBytesOf(frame))
}

/** A frame with its header, and space for the text behind it. */
function emptyFrame(bytes: number): Buffer {
  if (bytes < TWO_BYTES) {
    const frame = Buffer.allocUnsafe(2 + bytes)
    frame[0] = WHOLE_TEXT
    frame[1] = bytes
    return frame
  }
  const isLong = bytes > 0xffff
  const frame = Buffer.allocUnsafe((isLong ? 10 : 4) + bytes)
  frame[0] = WHOLE_TEXT
  frame[1] = isLong ? EIGHT_BYTES : TWO_BYTES
  if (isLong) frame.writeBigUInt64BE(BigInt(bytes), 2)
  else frame.writeUInt16BE(bytes, 2)
  return frame
}

function headerBytesOf(frame: Buffer): number {
  if (frame[1] === EIGHT_BYTES) return 10
  return frame[1] === TWO_BYTES ? 4 : 2
}
