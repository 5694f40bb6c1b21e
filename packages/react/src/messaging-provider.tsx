import type { MessagingClient } from '@pennypost/client'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { createLiveCache, type LiveCache } from './live/live-cache.ts'
import { MessagingContext } from './messaging-context.ts'
import { trpc } from './trpc.ts'
import { useMe } from './use-me.ts'

export type MessagingProviderProps = {
  client: MessagingClient
  queryClient: QueryClient
  /**
   * Keeps the list of conversations and the last threads in the client's storage, and shows them at once the next
   * time, until the server has answered. What disappears is never kept. Call `forgetLastRead` at sign-out.
   */
  keepsLastRead?: boolean
  /** For the labels of `useExpiry`; the device's where absent. */
  locale?: string
  /** Shown for the moment until then, and while something below waits without a boundary of its own. */
  fallback?: ReactNode
  children: ReactNode
}

/**
 * Gives the hooks below it a client and a cache, and keeps the cache live: one inbox subscription for all,
 * one subscription of a conversation for all who look at it.
 */
export function MessagingProvider(props: MessagingProviderProps) {
  const { client, queryClient, keepsLastRead = false, locale, fallback, children } = props
  const live = useMemo(
    () => createLiveCache({ client, queryClient, keepsLastRead }),
    [client, queryClient, keepsLastRead],
  )
  const isRestored = useRestored(live, keepsLastRead)
  useEffect(() => (isRestored ? live.start() : undefined), [live, isRestored])
  return (
    <trpc.Provider client={client.trpc} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <Messaging client={client} live={live} locale={locale}>
          {isRestored ? <Suspense fallback={fallback}>{children}</Suspense> : fallback}
        </Messaging>
      </QueryClientProvider>
    </trpc.Provider>
  )
}

type MessagingParts = {
  client: MessagingClient
  live: LiveCache
  locale: string | undefined
  children: ReactNode
}

/** What all hooks below share. */
function Messaging({ client, live, locale, children }: MessagingParts) {
  const { me } = useMe()
  const myId = me?.id ?? client.userId ?? undefined
  const messaging = useMemo(() => ({ client, live, locale, myId }), [client, live, locale, myId])
  return <MessagingContext value={messaging}>{children}</MessagingContext>
}

/** Nothing is drawn before that, so that the first thing that is drawn is right. */
function useRestored(live: LiveCache, keepsLastRead: boolean): boolean {
  const [restored, setRestored] = useState<LiveCache | null>(null)
  useEffect(() => {
    if (!keepsLastRead) return
    let isCurrent = true
    void live.restore().then(() => {
      if (isCurrent) setRestored(live)
    })
    return () => {
      isCurrent = false
    }
  }, [live, keepsLastRead])
  return !keepsLastRead || restored === live
}
