import { createMessagingClient, type MessagingClient, type MessagingClientOptions } from '@pennypost/client'
import { MessagingProvider } from '@pennypost/react'
import { QueryClient } from '@tanstack/react-query'
import { createElement, type ReactNode, StrictMode } from 'react'
import { onTestFinished } from 'vitest'
import type { World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

export type Seat = {
  client: MessagingClient
  queryClient: QueryClient
  wrapper: (props: { children: ReactNode }) => ReactNode
}

/** Somebody with a client and a place for hooks, until the test ends. */
export function sitDown(
  world: World,
  person: Person,
  { keepsLastRead = false, ...options }: Partial<MessagingClientOptions> & { keepsLastRead?: boolean } = {},
): Seat {
  const client = createMessagingClient({
    url: `${world.origin}/api/trpc`,
    auth: () => person.token().catch(() => null),
    userId: person.id,
    ...options,
  })
  const queryClient = new QueryClient()
  onTestFinished(async () => {
    queryClient.clear()
    await client.close()
  })
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(
      StrictMode,
      null,
      createElement(MessagingProvider, { client, queryClient, keepsLastRead, children }),
    )
  return { client, queryClient, wrapper }
}
