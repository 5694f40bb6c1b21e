import type { Store } from '@pennypost/client'
import type { Conversation } from '@pennypost/domain'
import type { QueryClient } from '@tanstack/react-query'
import type { Cached } from './cached.ts'

/**
 * The summary of a conversation as one store for all the rows of its thread: hundreds of query observers would
 * cost more than what they show.
 */
export function summariesOf(
  queryClient: QueryClient,
  cached: Cached,
): (conversationId: string | undefined) => Store<Conversation | undefined> {
  const stores = new Map<string, Store<Conversation | undefined>>()

  function make(conversationId: string): Store<Conversation | undefined> {
    const listeners = new Set<() => void>()
    let value = cached.findConversation(conversationId)
    let stop = () => {}
    function refresh(): void {
      const next = cached.findConversation(conversationId)
      if (next === value) return
      value = next
      for (const listener of [...listeners]) listener()
    }
    return {
      get: () => {
        if (listeners.size === 0) value = cached.findConversation(conversationId)
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
