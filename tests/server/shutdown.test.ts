import { LIMITS } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../world/create-world.ts'

test('sends that are in flight over sockets and HTTP when a server stops are answered, and it says that it is unready', async () => {
  await using world = await createWorld()
  const { alice, bob, origin, servers, sql } = world
  const conversationId = await world.direct()
  const overHttp = await bob.overHttp()
  const holding = await sql.reserve()
  await holding`begin`
  await holding`select from pennypost.conversations where id = ${conversationId} for update`
  const ids = Array.from({ length: 6 }, () => uuidv7())
  const sends = ids.map((id, index) =>
    (index % 2 === 0 ? alice.trpc : overHttp).messages.send.mutate({
      id,
      conversationId,
      content: `in flight ${index}`,
    }),
  )
  await vi.waitFor(async () => {
    const [waiting] =
      await sql`select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%send_messages%'`
    expect(waiting).toBeDefined()
  })
  const startedMs = performance.now()
  const stopping = servers[0]?.stop()
  expect((await fetch(`${origin}/readyz`)).status).toBe(503)
  await holding`commit`
  holding.release()
  const sent = await Promise.all(sends)
  await stopping
  expect(performance.now() - startedMs).toBeLessThan(LIMITS.shutdownMs)
  const stored = await sql<{ id: string }[]>`select id from pennypost.messages order by seq`
  expect(stored.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(sent.map(({ message }) => message.seq).toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
})

test('who follows when a server stops loses the connection and is not told that it is over, so that a plain client comes back', async () => {
  await using world = await createWorld()
  const { alice, bob, servers } = world
  const conversationId = await world.direct()
  using feed = await bob.follow(conversationId).opened()
  using inbox = await bob.inbox().opened()
  using presence = await bob.presence(conversationId)
  await alice.send(conversationId, 'the last one')
  await feed.until(({ events }) => events.length === 1)
  await servers[0]?.stop()
  for (const each of [feed, inbox, presence]) {
    await each.until(({ isCut }) => isCut)
    expect(each).toMatchObject({ isOver: false, error: null })
  }
})
