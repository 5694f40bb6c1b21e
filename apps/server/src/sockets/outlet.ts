import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers'
import type { WebSocket } from 'ws'
import type { WriteGatherer } from './gather-writes.ts'

/** Where the frames for one socket go; what comes after it has begun to close is dropped. */
export class Outlet {
  readonly #socket: WebSocket
  readonly #stream: Writable
  readonly #gatherer: WriteGatherer
  #isCut = false

  /** @param stream what the socket writes to */
  constructor(socket: WebSocket, stream: Writable, gatherer: WriteGatherer) {
    this.#socket = socket
    this.#stream = stream
    this.#gatherer = gatherer
  }

  get isOpen(): boolean {
    return !this.#isCut && this.#socket.readyState === this.#socket.OPEN
  }

  /** @param frame a text, or one that is encoded already */
  send(frame: string | Buffer): void {
    if (!this.isOpen) return
    this.#gatherer.hold(this.#stream)
    this.#socket.send(frame, TEXT)
  }

  /** Nothing follows what was sent, not even a farewell: to the peer the connection is lost. */
  cut(): void {
    this.#isCut = true
    // After what is held back has been let go.
    setImmediate(() => this.#socket.terminate())
  }
}

const TEXT = { binary: false } as const
