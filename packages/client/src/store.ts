/** A value that tells when it changes; the shape that React's `useSyncExternalStore` takes. */
export type Store<T> = {
  get(): T
  subscribe(listener: () => void): () => void
}

export type WritableStore<T> = Store<T> & { set(value: T): void }

export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
