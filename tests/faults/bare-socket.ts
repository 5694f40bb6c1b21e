import { WebSocket } from 'ws'

export type Reply = {
  id?: unknown
  result?: { type?: string; id?: string; data?: unknown }
  error?: { message?: string; data?: { code?: string; requestId?: string } }
}

/** A socket without a client: it says what it is told to, whether that is tRPC or not. */
export class BareSocket {
  readonly socket: WebSocket
  readonly closed: Promise<void>
  readonly #onReply: (reply: Reply) => void

  constructor(origin: string, token: string | null, onReply: (reply: Reply) => void) {
    this.#onReply = onReply
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/api/trpc?connectionParams=1`)
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()))
    this.socket.on('error', () => {})
    this.socket.on('open', () => {
      if (token !== null) this.say({ method: 'connectionParams', data: { token } })
    })
    this.socket.on('message', (data) => this.#take(String(data)))
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  say(frame: unknown): void {
    this.send(JSON.stringify(frame))
  }

  send(data: string | Buffer): void {
    if (this.isOpen) this.socket.send(data)
  }

  #take(text: string): void {
    if (text === 'PING') this.send('PONG')
    else if (text !== 'PONG') this.#onReply(JSON.parse(text))
  }
}
