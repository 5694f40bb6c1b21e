import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** The two ends of one connection. */
type Pair = { near: Socket; far: Socket; isDeaf: boolean }

/** A network of our own between two parts: it can cut, stall, drop, delay and refuse. */
export class TcpProxy {
  readonly port: number
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  #choose: () => NetConnectOpts | null = () => null
  #isStalled = false
  #isRefusing = false
  #delayMs = 0

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
    server.on('connection', (near) => this.#accept(near))
  }

  /** Listens on a free port of loopback. */
  static async open(): Promise<TcpProxy> {
    const server = createServer({ noDelay: true, allowHalfOpen: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port.')
    return new TcpProxy(server, address.port)
  }

  /** Where new connections go; null: nobody is there. */
  set target(target: NetConnectOpts | null) {
    this.#choose = () => target
  }

  /** Chooses for each new connection anew. */
  set chooser(choose: () => NetConnectOpts | null) {
    this.#choose = choose
  }

  get connectionCount(): number {
    return this.#pairs.size
  }

  /** Resets every connection, or as many of them as are asked for. */
  cut(most = Number.POSITIVE_INFINITY): void {
    for (const pair of [...this.#pairs].slice(0, most)) this.#end(pair)
  }

  /** Holds back everything, in both directions; nothing is lost. */
  stall(): void {
    this.#isStalled = true
    for (const { near, far } of this.#pairs) for (const socket of [near, far]) socket.pause()
  }

  /** What is said on today's connections vanishes, and nobody is told. New ones work. */
  drop(): void {
    for (const pair of this.#pairs) pair.isDeaf = true
  }

  delay(ms: number): void {
    this.#delayMs = ms
  }

  /** New connections are taken and closed at once, as a load balancer does that has nobody behind it. */
  refuse(): void {
    this.#isRefusing = true
  }

  /** Ends every trouble; connections that lost something are reset. */
  clear(): void {
    this.#isStalled = false
    this.#isRefusing = false
    this.#delayMs = 0
    for (const pair of this.#pairs) {
      if (pair.isDeaf) this.#end(pair)
      else for (const socket of [pair.near, pair.far]) socket.resume()
    }
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #accept(near: Socket): void {
    near.on('error', () => near.destroy())
    if (this.#isRefusing) {
      near.resume().end()
      return
    }
    const target = this.#choose()
    if (target === null) {
      reset(near)
      return
    }
    const far = connect({ ...target, noDelay: true, allowHalfOpen: true })
    const pair: Pair = { near, far, isDeaf: false }
    this.#pairs.add(pair)
    this.#pass(pair, near, far)
    this.#pass(pair, far, near)
    if (this.#isStalled) for (const socket of [near, far]) socket.pause()
  }

  #pass(pair: Pair, from: Socket, to: Socket): void {
    let waiting = 0
    let last: Promise<void> = Promise.resolve()
    // What comes after something that is delayed waits behind it: a stream keeps its order.
    const inTime = (pass: () => void) => {
      if (pair.isDeaf) return
      if (this.#delayMs === 0 && waiting === 0) return pass()
      waiting += 1
      const due = delay(this.#delayMs)
      last = last
        .then(() => due)
        .then(() => {
          waiting -= 1
          pass()
        })
    }
    from.on('data', (chunk) => inTime(() => void (to.destroyed || to.write(chunk))))
    from.on('end', () => inTime(() => void (to.destroyed || to.end())))
    from.on('error', () => this.#end(pair))
    from.on('close', () => {
      if (!pair.isDeaf) to.destroySoon()
      if (pair.near.destroyed && pair.far.destroyed) this.#pairs.delete(pair)
    })
  }

  #end(pair: Pair): void {
    this.#pairs.delete(pair)
    reset(pair.near)
    reset(pair.far)
  }
}

/** A Unix socket knows no reset. */
function reset(socket: Socket): void {
  if (socket.destroyed) return
  if (socket.remoteFamily === undefined) socket.destroy()
  else socket.resetAndDestroy()
}
