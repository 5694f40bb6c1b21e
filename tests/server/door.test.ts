import type { AppRouter } from '@pennypost/api'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import type { Sql } from 'postgres'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../world/create-world.ts'

const CLIENTS = 20
/** As many as the server has connections to Postgres. */
const AT_THE_DOOR = 10

test('plain clients that come while the database is away get their subscriptions once it is back, without help', async () => {
  await using world = await createWorld()
  const { alice, bob, origin, sql } = world
  // Their own sockets are let in by now, and do not wait at the door with the others.
  await Promise.all([alice, bob].map((person) => person.trpc.users.me.query()))
  const token = await alice.token()
  const holding = await sql.reserve()
  await holding`begin`
  await holding`lock table pennypost.sessions in access exclusive mode`
  const errors: string[] = []
  let started = 0
  const clients = Array.from({ length: CLIENTS }, () => {
    const client = createWSClient({
      url: `${origin.replace('http', 'ws')}/api/trpc`,
      connectionParams: async () => ({ token }),
      retryDelayMs: () => Math.random() * 30,
    })
    const { live } = createTRPCClient<AppRouter>({ links: [wsLink({ client })] })
    const onStarted = () => {
      started += 1
    }
    live.inbox.subscribe({}, { onStarted, onError: (error) => errors.push(error.message) })
    return client
  })
  // Who asks who they are waits for the database, and what they follow waits behind it; then the database goes away.
  await vi.waitFor(async () => expect(await waitingAtTheDoor(sql)).toHaveLength(AT_THE_DOOR))
  const waiting = await waitingAtTheDoor(sql)
  for (const { pid } of waiting) await sql`select pg_terminate_backend(${pid})`
  await holding`commit`
  holding.release()
  await vi.waitFor(() => expect(started).toBe(CLIENTS), 10_000)
  expect(errors).toEqual([])
  await Promise.all(clients.map((client) => client.close()))
})

function waitingAtTheDoor(sql: Sql) {
  return sql<{ pid: number }[]>`select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike '%pennypost.sessions%'`
}
