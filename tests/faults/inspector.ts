import { once } from 'node:events'
import { WebSocket } from 'ws'
import { z } from 'zod'

const answer = z.object({ id: z.number(), result: z.record(z.string(), z.unknown()).optional() })
const heapUsage = z.object({ usedSize: z.number() })
const evaluated = z.object({ result: z.object({ value: z.string() }) })

/** A look into a running server through Node's own debugger: its memory and what it holds open. */
export class Inspector {
  readonly #socket: WebSocket
  #nextId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** @param url as the process prints it when started with `--inspect` */
  static async attach(url: string): Promise<Inspector> {
    const socket = new WebSocket(url, { maxPayload: 2 ** 30 })
    await once(socket, 'open')
    return new Inspector(socket)
  }

  /** Bytes in use once everything that nobody holds has been let go. */
  async heapBytes(): Promise<number> {
    // What only a finalizer lets go of is gone at the second time.
    await this.#ask('HeapProfiler.collectGarbage')
    await this.#ask('HeapProfiler.collectGarbage')
    return heapUsage.parse(await this.#ask('Runtime.getHeapUsage')).usedSize
  }

  /** How many of each kind of resource keep the process busy: sockets, timers, handles. */
  async resources(): Promise<Record<string, number>> {
    const expression = 'JSON.stringify(process.getActiveResourcesInfo())'
    const { result } = evaluated.parse(await this.#ask('Runtime.evaluate', { expression }))
    const names = z.array(z.string()).parse(JSON.parse(result.value))
    const counts: Record<string, number> = {}
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1
    return counts
  }

  close(): void {
    this.#socket.terminate()
  }

  async #ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#nextId
    this.#socket.send(JSON.stringify({ id, method, params }))
    for (;;) {
      const [data] = await once(this.#socket, 'message')
      const parsed = answer.safeParse(JSON.parse(String(data)))
      if (parsed.success && parsed.data.id === id) return parsed.data.result
    }
  }
}
