export type Answer = {
  letIn(): void
  /** Lets another frame in, as the answer to the same call. */
  replace(frame: object): void
}

/** A WebSocket that hands each answer of one procedure to `take`, which decides what comes in. */
export function tapAnswers(path: string, take: (answer: Answer) => void): typeof WebSocket {
  return class extends WebSocket {
    readonly #asked = new Set<unknown>()

    override send(data: string): void {
      for (const request of [parse(data)].flat()) if (pathOf(request) === path) this.#asked.add(idOf(request))
      super.send(data)
    }

    override dispatchEvent(event: Event): boolean {
      const id = event instanceof MessageEvent ? idOf(parse(event.data)) : undefined
      if (!this.#asked.has(id)) return super.dispatchEvent(event)
      take({
        letIn: () => super.dispatchEvent(event),
        replace: (frame) =>
          super.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ ...frame, id }) })),
      })
      return true
    }
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
