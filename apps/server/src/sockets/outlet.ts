import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers'
import type { Meter } from '@pennypost/api'
import type { WebSocket } from 'ws'
import { giveUpOn } from './close-socket.ts'
import { ErrorAllowance } from './error-allowance.ts'
import type { WriteGatherer } from './gather-writes.ts'
import { textFrame } from './text-frame.ts'

/** Where the frames for one socket go; what comes after it has begun to close is dropped. */
export class Outlet {
  readonly #socket: WebSocket
  readonly #stream: Socket
  readonly #gatherer: WriteGatherer
  readonly #meter: Meter
  readonly #errors = new ErrorAllowance()
  #isCut = false

  /** @param stream what the socket writes to */
  constructor(socket: WebSocket, stream: Socket, gatherer: WriteGatherer, meter: Meter) {
    this.#socket = socket
    this.#stream = stream
    this.#gatherer = gatherer
    this.#meter = meter
  }

  get isOpen(): boolean {
    return !this.#isCut && this.#socket.readyState === this.#socket.OPEN
  }

  /** How much the system has taken of what the socket was ever given. */
  get takenBytes(): number {
    return this.#stream.bytesWritten - this.#stream.writableLength
  }

  /** @param frame a text, or the frame (`textFrame`) of one */
  send(frame: string | Buffer): void {
    if (!this.isOpen) return
    if (this.#stream.writableCorked === 0) {
      this.#stream.cork()
      this.#gatherer.hold(this)
    }
    this.#stream.write(typeof frame === 'string' ? textFrame(frame) : frame)
  }

  /** Sends an error, which waits for no space; who reads none of them is given up. */
  sendError(frame: string): void {
    if (!this.#errors.take(Buffer.byteLength(frame), this.#meter.isFull)) giveUpOn(this.#socket)
    this.send(frame)
  }

  /** Lets go of what was held back. */
  release(): void {
    this.#stream.uncork()
    this.#meter.passedOn()
  }

  /** Nothing follows what was sent, not even a farewell: to the peer the connection is lost. */
  cut(): void {
    this.#isCut = true
    // After what is held back has been let go.
    setImmediate(() => this.#socket.terminate())
  }
}
