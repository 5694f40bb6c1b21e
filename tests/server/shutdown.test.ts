import { once } from 'node:events'
import { connect as tcp } from 'node:net'
import { type ConversationEvent, LIMITS } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRedis } from '../environment/redis.ts'
import { createWorld } from '../world/create-world.ts'
import { Feed } from '../world/feed.ts'

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

test('as long as a server that stops acknowledges messages, the followers at another one hear of them', async () => {
  const redis = await startRedis()
  await using world = await createWorld({
    serverCount: 2,
    redisUrl: redis.url,
    settings: { dailyFreeLimit: 1_000_000 },
  })
  const { alice, bob, origins, servers } = world
  const conversationId = await world.direct()
  const overHttp = await alice.overHttp()
  const there = bob.connect(origins[1])
  using feed = await new Feed<ConversationEvent>((callbacks) =>
    there.live.conversation.subscribe({ conversationId }, callbacks),
  ).opened()
  // Somebody who never closes keeps the sockets' step going, and HTTP is answered meanwhile.
  const [port] = /\d+$/.exec(origins[0] ?? '') ?? []
  const stubborn = tcp(Number(port), '127.0.0.1')
  onTestFinished(() => void stubborn.destroy())
  stubborn.write(
    'GET /api/trpc?connectionParams=1 HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.from('a nonce of 16 by').toString('base64')}\r\n\r\n`,
  )
  await once(stubborn, 'data')
  let isStopped = false
  const stopping = servers[0]?.stop().then(() => {
    isStopped = true
  })
  let last = 0
  while (!isStopped) {
    const sent = overHttp.messages.send.mutate({ id: uuidv7(), conversationId, content: 'still here' })
    // Once nothing listens any more, nothing is acknowledged either.
    last = await sent.then(
      ({ message }) => message.seq,
      () => last,
    )
  }
  await stopping
  expect(last).toBeGreaterThan(0)
  // Much sooner than the heartbeat would tell of it.
  await feed.until(({ lastEventId }) => Number(lastEventId) >= last, 1_000)
  await redis.stop()
})
