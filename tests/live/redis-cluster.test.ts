import type { ConversationEvent } from '@pennypost/domain'
import { LIMITS } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedisCluster, type TestRedisCluster } from '../environment/redis-cluster.ts'
import { createWorld } from '../world/create-world.ts'
import { Feed } from '../world/feed.ts'

let cluster: TestRedisCluster
beforeAll(async () => {
  cluster = await startRedisCluster()
})
afterAll(() => cluster.stop())

test('a Redis Cluster joins servers: what is said on one is heard on the other at once, whatever its node', async () => {
  const settings = { dailyFreeLimit: 1_000 }
  await using world = await createWorld({ serverCount: 2, redisUrl: cluster.url, settings })
  const { alice, bob, origins } = world
  const there = bob.connect(origins[1])
  const groups = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const title = `Group ${index}`
      const made = await alice.trpc.conversations.create.mutate({ title, participantIds: [bob.id] })
      return made.conversation.id
    }),
  )
  const feeds = await Promise.all(
    groups.map((conversationId) =>
      new Feed<ConversationEvent>((callbacks) =>
        there.live.conversation.subscribe({ conversationId }, callbacks),
      ).opened(),
    ),
  )
  const startedMs = performance.now()
  for (const conversationId of groups)
    for (let sent = 0; sent < 3; sent += 1) await alice.send(conversationId, `number ${sent}`)
  for (const feed of feeds) {
    await feed.until(({ events }) => events.length >= 3)
    expect(feed.events.map(({ seq }) => seq)).toEqual([1, 2, 3])
    feed[Symbol.dispose]()
  }
  // Sooner than the first heartbeat, which would bring all of it without any Redis.
  expect(performance.now() - startedMs).toBeLessThan(10_000)
})

test('limits count over the servers that a Redis Cluster joins', async () => {
  const settings = { dailyFreeLimit: 1_000 }
  await using world = await createWorld({
    serverCount: 2,
    redisUrl: cluster.url,
    rateLimits: true,
    settings,
  })
  const { alice, origins } = world
  const conversationId = await world.direct()
  const clients = [alice.trpc, alice.connect(origins[1])]
  await Promise.all(clients.map((trpc) => trpc.users.me.query()))
  const startedMs = performance.now()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) =>
      clients[index % 2]?.messages.send.mutate({ id: uuidv7(), conversationId, content: 'hello' }),
    ),
  )
  const passed = outcomes.filter(({ status }) => status === 'fulfilled').length
  const more = ((performance.now() - startedMs) / 1_000) * LIMITS.sendsPerSecond
  expect(passed).toBeGreaterThanOrEqual(LIMITS.sendsBurst)
  expect(passed).toBeLessThanOrEqual(LIMITS.sendsBurst + Math.ceil(more))
})
