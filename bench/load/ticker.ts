import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Ticks a few times in each millisecond, from a thread that sleeps in between. */
export class Ticker {
  readonly #thread = new Worker(new URL('./tick.ts', import.meta.url))

  /** Resolves with the first tick. */
  static async start(): Promise<Ticker> {
    const ticker = new Ticker()
    await once(ticker.#thread, 'message')
    return ticker
  }

  /** Calls back at each tick until a time of `performance.now()`, and then ends. */
  async until(endsAtMs: number, onTick: (nowMs: number) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#thread.on('message', () => {
      const nowMs = performance.now()
      onTick(Math.min(nowMs, endsAtMs))
      if (nowMs >= endsAtMs) resolve()
    })
    await promise
    await this.#thread.terminate()
  }
}
