import type { Store } from '@pennypost/client'
import type { QueryClient } from '@tanstack/react-query'

/**
 * Something that the cache holds of a conversation, as one store for all the rows of its thread: hundreds of query observers
 * would cost more than what they show.
 */
export function storesOf<T>(
  queryClient: QueryClient,
  find: (conversationId: string) => T | undefined,
): (conversationId: string | undefined) => Store<T | undefined> {
  const stores = new Map<string, Store<T | undefined>>()

  function make(conversationId: string): Store<T | undefined> {
    const listeners = new Set<() => void>()
    let value = find(conversationId)
    let stop = () => {}
    function refresh(): void {
      const next = find(conversationId)
      if (next === value) return
      value = next
      for (const listener of [...listeners]) listener()
    }
    return {
      get: () => {
        if (listeners.size === 0) value = find(conversationId)
        return value
      },
      subscribe: (listener) => {
        if (listeners.size === 0) stop = queryClient.getQueryCache().subscribe(refresh)
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
          if (listeners.size === 0) stop()
        }
      },
    }
  }

  return (conversationId) => {
    if (conversationId === undefined) return NONE
    const store = stores.get(conversationId) ?? make(conversationId)
    stores.set(conversationId, store)
    return store
  }
}

const NONE: Store<undefined> = { get: () => undefined, subscribe: () => () => {} }
