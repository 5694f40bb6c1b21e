import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const TEXT = 1
const CLOSE = 8
const FIN = 0x80
const MASKED = 0x80
const SHORT = 126
const LONG = 127
const MASK_BYTES = 4

/**
 * A WebSocket client (RFC 6455) with as little work as can be, because load and server share two cores: it masks with zeros,
 * copies nothing that it gets, and knows only whole text frames, which is all that the servers under test send.
 */
export class LoadSocket {
  onText: (frame: Buffer) => void = () => {}
  onClose: (code: number) => void = () => {}
  readonly #socket: Socket
  #rest: Buffer | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
  }

  /** Resolves once the server has agreed to speak WebSocket. */
  static async open(port: number, path: string): Promise<LoadSocket> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    const [head]: Buffer[] = await once(socket, 'data')
    const end = head?.indexOf('\r\n\r\n') ?? -1
    if (head === undefined || end === -1 || !head.toString('latin1', 0, 13).endsWith(' 101 '))
      throw new Error(`no WebSocket at ${path}: ${head?.toString('latin1', 0, 200)}`)
    const opened = new LoadSocket(socket)
    socket.on('data', (chunk: Buffer) => opened.#take(chunk))
    socket.on('error', () => {})
    socket.once('close', () => opened.onClose(0))
    if (head.length > end + 4) setImmediate(() => opened.#take(head.subarray(end + 4)))
    return opened
  }

  /** @param text of Latin letters */
  send(text: string): void {
    const { length } = text
    const extra = length < SHORT ? 0 : length < 65_536 ? 2 : 8
    const from = 2 + extra + MASK_BYTES
    const frame = Buffer.alloc(from + length)
    frame[0] = FIN | TEXT
    frame[1] = MASKED | (extra === 0 ? length : extra === 2 ? SHORT : LONG)
    if (extra === 2) frame.writeUInt16BE(length, 2)
    if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
    frame.write(text, from, 'latin1')
    this.#socket.write(frame)
  }

  terminate(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    const data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    this.#rest = null
    let at = 0
    while (at + 2 <= data.length) {
      const short = data[at + 1] ?? 0
      const extra = short < SHORT ? 0 : short === SHORT ? 2 : 8
      const from = at + 2 + extra
      if (from > data.length) break
      const length =
        extra === 0 ? short : extra === 2 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
      if (from + length > data.length) break
      this.#hear(data[at] ?? 0, data.subarray(from, from + length))
      at = from + length
    }
    if (at < data.length) this.#rest = at === 0 ? data : data.subarray(at)
  }

  #hear(kind: number, payload: Buffer): void {
    if (kind === (FIN | TEXT)) this.onText(payload)
    else if (kind === (FIN | CLOSE)) this.onClose(payload.length < 2 ? 0 : payload.readUInt16BE(0))
    else throw new Error(`a frame of a kind that no server under test sends: ${kind}`)
  }
}
