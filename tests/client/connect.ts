import { createMessagingClient, type MessagingClient, type MessagingClientOptions } from '@pennypost/client'
import { onTestFinished } from 'vitest'
import type { Person } from '../world/person.ts'

/** Somebody's client at a server, until the test ends. */
export function connect(
  person: Person,
  origin: string,
  options: Partial<MessagingClientOptions> = {},
): MessagingClient {
  const client = createMessagingClient({
    url: `${origin}/api/trpc`,
    auth: () => person.token().catch(() => null),
    userId: person.id,
    ...options,
  })
  onTestFinished(() => client.close())
  return client
}

export function state(client: MessagingClient) {
  return client.connection.status.get().state
}
