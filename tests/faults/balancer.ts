import { setTimeout as delay } from 'node:timers/promises'
import { TcpProxy } from './proxy.ts'

const ASK_EVERY_MS = 250
const READY_MS = 60_000

/** A load balancer as there are many: it asks each server whether it is ready, and gives new connections to those in turn. */
export class Balancer {
  readonly #proxy: TcpProxy
  readonly #stopping = new AbortController()
  readonly #asking: Promise<void>[]
  readonly #ready = new Set<number>()
  #turn = 0

  private constructor(proxy: TcpProxy, ports: readonly number[]) {
    this.#proxy = proxy
    proxy.chooser = () => {
      const ready = [...this.#ready]
      this.#turn += 1
      const port = ready[this.#turn % ready.length]
      return port === undefined ? null : { host: '127.0.0.1', port }
    }
    this.#asking = ports.map((port) => this.#ask(port))
  }

  /** @param ports where each server is reached, whichever process it is */
  static async open(ports: readonly number[]): Promise<Balancer> {
    return new Balancer(await TcpProxy.open(), ports)
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#proxy.port}`
  }

  /** Resolves once so many servers are ready. @throws after a minute */
  async ready(count: number): Promise<void> {
    const deadline = performance.now() + READY_MS
    while (this.#ready.size < count) {
      if (performance.now() > deadline) throw new Error('A server never became ready.')
      await delay(ASK_EVERY_MS / 2)
    }
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#asking)
    await this.#proxy.close()
  }

  async #ask(port: number): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, {
        signal: AbortSignal.timeout(2_000),
      }).then(
        (answer) => answer.ok,
        () => false,
      )
      if (isReady) this.#ready.add(port)
      else this.#ready.delete(port)
      await delay(ASK_EVERY_MS)
    }
  }
}
