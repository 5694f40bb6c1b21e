import type { MessagingClient, Store } from '@pennypost/client'
import type { QueryClient } from '@tanstack/react-query'

/** Folds the live subscriptions into the query cache; nothing runs before `start`. */
export type LiveCache = {
  /** @returns what stops it */
  start(): () => void
  /** Keeps a conversation live while somebody looks at it. @returns what lets go of it */
  watch(conversationId: string): () => void
  /** Who is typing, by conversation: user ids, the first to start first. */
  typers: Store<ReadonlyMap<string, readonly string[]>>
}

export function createLiveCache(_client: MessagingClient, _queryClient: QueryClient): LiveCache {
  throw new Error('not built yet')
}
