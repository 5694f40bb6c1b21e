import type { AppRouter } from '@pennypost/api'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../world/create-world.ts'

const CLIENTS = 20

test('plain clients that come while the database is away get their subscriptions once it is back, without help', async () => {
  await using world = await createWorld()
  const { alice, origin, sql } = world
  const token = await alice.token()
  await sql`alter table pennypost.sessions rename to sessions_away`
  const errors: string[] = []
  let attempts = 0
  let started = 0
  const clients = Array.from({ length: CLIENTS }, () => {
    const client = createWSClient({
      url: `${origin.replace('http', 'ws')}/api/trpc`,
      connectionParams: async () => ({ token }),
      retryDelayMs: () => {
        attempts += 1
        return Math.random() * 30
      },
    })
    const { live } = createTRPCClient<AppRouter>({ links: [wsLink({ client })] })
    const onStarted = () => {
      started += 1
    }
    live.inbox.subscribe({}, { onStarted, onError: (error) => errors.push(error.message) })
    return client
  })
  await vi.waitFor(() => expect(attempts).toBeGreaterThan(5 * CLIENTS), 20_000)
  await sql`alter table pennypost.sessions_away rename to sessions`
  await vi.waitFor(() => expect(started).toBe(CLIENTS), 10_000)
  expect(errors).toEqual([])
  await Promise.all(clients.map((client) => client.close()))
})
