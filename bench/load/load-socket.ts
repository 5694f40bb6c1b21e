import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

const TEXT = 1
const CLOSE = 8
const FIN = 0x80
const MASKED = 0x80
const SHORT = 126
const LONG = 127
const MASK_BYTES = 4

/** Where all sockets read to, one after the other: buffers of their own would be collected, and that pause count as the server's. */
const READ = Buffer.alloc(64 * 1024)

/**
 * A WebSocket client (RFC 6455) with as little work as can be, because load and server share two cores: it masks with zeros,
 * copies nothing that comes whole, and knows only whole text frames, which is all that the servers under test send.
 */
export class LoadSocket {
  /** The frame is the listener's only until it returns. */
  onText: (frame: Buffer) => void = () => {}
  onClose: (code: number) => void = () => {}
  readonly #socket: Socket
  readonly #head = Promise.withResolvers<Buffer>()
  #isOpen = false
  #rest: Buffer | null = null

  private constructor(port: number) {
    const callback = (bytes: number) => {
      this.#read(READ.subarray(0, bytes))
      return true
    }
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: READ, callback } })
    this.#socket.on('error', this.#head.reject)
    this.#socket.once('close', () => {
      this.#head.reject(new Error(`the server at ${port} closed a socket before it spoke`))
      this.onClose(0)
    })
  }

  /** Resolves once the server has agreed to speak WebSocket. */
  static async open(port: number, path: string): Promise<LoadSocket> {
    const opened = new LoadSocket(port)
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ]
    opened.#socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    const head = await opened.#head.promise
    const end = head.indexOf('\r\n\r\n')
    if (end === -1 || !head.toString('latin1', 0, 13).endsWith(' 101 '))
      throw new Error(`no WebSocket at ${path}: ${head.toString('latin1', 0, 200)}`)
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

  #read(chunk: Buffer): void {
    if (this.#isOpen) this.#take(chunk)
    else this.#head.resolve(Buffer.from(chunk))
    this.#isOpen = true
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
    if (at < data.length) this.#rest = Buffer.from(data.subarray(at))
  }

  #hear(kind: number, payload: Buffer): void {
    if (kind === (FIN | TEXT)) this.onText(payload)
    else if (kind === (FIN | CLOSE)) this.onClose(payload.length < 2 ? 0 : payload.readUInt16BE(0))
    else throw new Error(`a frame of a kind that no server under test sends: ${kind}`)
  }
}
