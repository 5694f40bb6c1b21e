import type { MessagingClient } from '@pennypost/client'
import { createContext, useContext } from 'react'
import type { LiveCache } from './live/live-cache.ts'

export type Messaging = {
  client: MessagingClient
  live: LiveCache
  locale: string | undefined
  /** The id of the person who is signed in, as early as it is known. */
  myId: string | undefined
}

export const MessagingContext = /* @__PURE__ */ createContext<Messaging | null>(null)

/** @throws where there is no `<MessagingProvider>` above */
export function useMessaging(): Messaging {
  const messaging = useContext(MessagingContext)
  if (messaging === null)
    throw new Error('This hook needs a <MessagingProvider client queryClient> above the component.')
  return messaging
}
