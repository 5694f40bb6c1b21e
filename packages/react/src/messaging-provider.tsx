import type { MessagingClient } from '@pennypost/client'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { createLiveCache } from './live/live-cache.ts'
import { MessagingContext } from './messaging-context.ts'
import { trpc } from './trpc.ts'

export type MessagingProviderProps = {
  client: MessagingClient
  queryClient: QueryClient
  /** For the labels of `useExpiry`; the device's where absent. */
  locale?: string
  children: ReactNode
}

/**
 * Gives the hooks below it a client and a cache, and keeps the cache live: one inbox subscription for all,
 * one subscription of a conversation for all who look at it.
 */
export function MessagingProvider({ client, queryClient, locale, children }: MessagingProviderProps) {
  const live = useMemo(() => createLiveCache(client, queryClient), [client, queryClient])
  useEffect(() => live.start(), [live])
  const messaging = useMemo(() => ({ client, live, locale }), [client, live, locale])
  return (
    <trpc.Provider client={client.trpc} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <MessagingContext value={messaging}>{children}</MessagingContext>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
