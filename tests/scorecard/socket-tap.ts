import type { BrowserContext } from 'playwright-core'

type Call = { id: number; path: string; input: unknown }

/** What a browser's sockets carry, seen from within, where single answers can be lost. */
export class SocketTap {
  /** What the browser has called, in its order. */
  readonly calls: Call[] = []
  /** The paths of the calls that the server has answered, held back or not. */
  readonly #answered: string[] = []
  readonly #lost = new Map<string, number>()
  #held: (() => void)[] | null = null

  /** Listens to every socket that the context's pages open from now on. */
  static async on(context: BrowserContext): Promise<SocketTap> {
    const tap = new SocketTap()
    await context.routeWebSocket(/\/api\/trpc/, (near) => {
      const far = near.connectToServer()
      const pathById = new Map<number, string>()
      near.onMessage((frame) => {
        for (const call of callsIn(frame)) {
          tap.calls.push(call)
          pathById.set(call.id, call.path)
        }
        far.send(frame)
      })
      far.onMessage((frame) => {
        const paths = answersIn(frame).map((id) => pathById.get(id) ?? '')
        tap.#answered.push(...paths)
        if (tap.#takeLoss(paths)) void near.close({ code: 4000, reason: 'the answer was lost' })
        else if (tap.#held === null) near.send(frame)
        else tap.#held.push(() => near.send(frame))
      })
    })
    return tap
  }

  /** The next answers to calls of this path are lost, and the socket with each. */
  loseAnswers(path: string, times: number): void {
    this.#lost.set(path, times)
  }

  /** Holds back all that the server says, until what this returns is called. */
  hold(): () => void {
    this.#held = []
    return () => {
      const held = this.#held ?? []
      this.#held = null
      for (const release of held) release()
    }
  }

  of(path: string): Call[] {
    return this.calls.filter((call) => call.path === path)
  }

  /** How many calls of a query's path are still under way. */
  underWay(path: string): number {
    return this.of(path).length - this.#answered.filter((answered) => answered === path).length
  }

  #takeLoss(paths: string[]): boolean {
    for (const path of paths) {
      const left = this.#lost.get(path) ?? 0
      if (left === 0) continue
      this.#lost.set(path, left - 1)
      return true
    }
    return false
  }
}

function callsIn(frame: string | Buffer): Call[] {
  return parsed(frame).flatMap((each) => {
    const { id, params } = each
    if (typeof id !== 'number' || typeof params !== 'object' || params === null) return []
    const path: unknown = Reflect.get(params, 'path')
    return typeof path === 'string' ? [{ id, path, input: Reflect.get(params, 'input') }] : []
  })
}

function answersIn(frame: string | Buffer): number[] {
  return parsed(frame).flatMap(({ id }) => (typeof id === 'number' ? [id] : []))
}

/** PING and PONG are no JSON. */
function parsed(frame: string | Buffer): { id?: unknown; params?: unknown }[] {
  const text = String(frame)
  return /^[[{]/.test(text) ? [JSON.parse(text)].flat() : []
}
