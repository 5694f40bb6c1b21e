import { createMessagingClient, indexedDbStorage, type MessagingClient } from '@pennypost/client'
import { MessagingProvider } from '@pennypost/react'
import { QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ToastProvider } from './design/toast.tsx'
import type { Route } from './routing/parse-route.ts'
import { MyIdContext } from './session/my-id.ts'
import { AnnouncerProvider } from './shell/announcer.tsx'
import { Shell } from './shell/shell.tsx'
import { PlacesContext } from './thread/use-places.ts'
import { useFormats } from './wording/use-words.ts'

type Opened = { client: MessagingClient; queryClient: QueryClient }

function openMessaging(userId: string): Opened {
  const url = new URL('/api/trpc', location.href).href
  return {
    client: createMessagingClient({ url, userId, storage: indexedDbStorage(userId) }),
    queryClient: new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } }),
  }
}

/** Everything behind the sign-in, on one connection of one person. */
export function SignedIn({ userId, route }: { userId: string; route: Route }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const { locale } = useFormats()
  const [places] = useState(() => new Map())

  useEffect(() => {
    const messaging = openMessaging(userId)
    setOpened(messaging)
    return () => {
      setOpened(null)
      void messaging.client.close()
    }
  }, [userId])

  if (opened === null) return null
  return (
    <MessagingProvider client={opened.client} queryClient={opened.queryClient} keepsLastRead locale={locale}>
      <MyIdContext value={userId}>
        <ToastProvider>
          <AnnouncerProvider>
            <PlacesContext value={places}>
              <Shell route={route} />
            </PlacesContext>
          </AnnouncerProvider>
        </ToastProvider>
      </MyIdContext>
    </MessagingProvider>
  )
}
