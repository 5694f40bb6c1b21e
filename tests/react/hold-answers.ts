type Held = {
  WebSocket: typeof WebSocket
  /** How many answers wait. */
  count(): number
  /** Lets the answers in, and those that come from then on. */
  release(): void
}

/** A WebSocket that keeps the answers of one procedure back until they are wanted. */
export function holdAnswers(path: string): Held {
  const waiting: (() => void)[] = []
  let isReleased = false

  class HoldingSocket extends WebSocket {
    readonly #asked = new Set<unknown>()

    override send(data: string): void {
      for (const request of [parse(data)].flat()) if (pathOf(request) === path) this.#asked.add(idOf(request))
      super.send(data)
    }

    override dispatchEvent(event: Event): boolean {
      const isHeld = !isReleased && event instanceof MessageEvent && this.#asked.has(idOf(parse(event.data)))
      if (!isHeld) return super.dispatchEvent(event)
      waiting.push(() => super.dispatchEvent(event))
      return true
    }
  }

  return {
    WebSocket: HoldingSocket,
    count: () => waiting.length,
    release: () => {
      isReleased = true
      for (const letIn of waiting.splice(0)) letIn()
    },
  }
}

function idOf(frame: unknown): unknown {
  return typeof frame === 'object' && frame !== null ? Reflect.get(frame, 'id') : undefined
}

function pathOf(frame: unknown): unknown {
  const params: unknown =
    typeof frame === 'object' && frame !== null ? Reflect.get(frame, 'params') : undefined
  return typeof params === 'object' && params !== null ? Reflect.get(params, 'path') : undefined
}

/** A heartbeat is no JSON. */
function parse(data: string): unknown {
  return data.startsWith('{') || data.startsWith('[') ? JSON.parse(data) : null
}
