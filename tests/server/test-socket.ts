import { once } from 'node:events'
import { WebSocket } from 'ws'

export type Frame = {
  id: number | null
  result?: { type?: string; data?: unknown }
  error?: WireError
  method?: string
}
type WireError = {
  message: string
  code: number
  data: { code: string; refusal?: { code: string; retryAfterMs?: number }; requestId?: string }
}

/** A bare socket that speaks tRPC's frames; what the server says is kept in order. */
export class TestSocket {
  readonly socket: WebSocket
  readonly frames: Frame[] = []
  readonly closed: Promise<{ code: number; afterMs: number }>
  readonly #waiting = new Set<() => void>()
  #nextId = 0

  constructor(url: string, headers: Record<string, string> = {}) {
    const openedMs = performance.now()
    this.socket = new WebSocket(url, { headers })
    this.closed = once(this.socket, 'close').then(([code]) => ({
      code,
      afterMs: performance.now() - openedMs,
    }))
    this.socket.on('message', (data) => {
      const text = data.toString()
      if (text === 'PING') return this.socket.send('PONG')
      this.frames.push(JSON.parse(text))
      for (const wake of this.#waiting) wake()
    })
    this.socket.on('error', () => {})
  }

  /** Opens a socket and says who it is. */
  static async as(url: string, token: string): Promise<TestSocket> {
    const opened = new TestSocket(`${url}?connectionParams=1`)
    await once(opened.socket, 'open')
    opened.say({ method: 'connectionParams', data: { token } })
    return opened
  }

  say(frame: unknown): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** Sends a call; its frames bear the id that is returned. */
  start(method: 'query' | 'mutation' | 'subscription', path: string, input?: unknown): number {
    const id = ++this.#nextId
    this.say({ id, method, params: { path, input } })
    return id
  }

  async ask(method: 'query' | 'mutation', path: string, input?: unknown): Promise<Frame> {
    const id = this.start(method, path, input)
    return await this.find((frame) => frame.id === id)
  }

  /** The first frame, of the past or to come, that fits. */
  async find(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(fits)
      if (found) return found
      const next = new Promise<'frame'>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake)
          resolve('frame')
        }
        this.#waiting.add(wake)
      })
      const heard = await Promise.race([next, this.closed])
      if (heard !== 'frame' && !this.frames.some(fits))
        throw new Error(`The socket was closed with ${heard.code} before such a frame came.`)
    }
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }
}

/** The status with which a server refuses to upgrade; 101 where it does not. */
export async function upgradeStatus(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers })
  const { promise, resolve } = Promise.withResolvers<number>()
  socket.on('upgrade', () => resolve(101))
  socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0))
  socket.on('error', () => {})
  const status = await promise
  socket.terminate()
  return status
}
