import { createRedisBus } from '@pennypost/api'
import type { InboxEvent } from '@pennypost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { RedisLine } from '../environment/redis-line.ts'
import { createWorld } from '../world/create-world.ts'
import { Feed } from '../world/feed.ts'
import { createProxy } from '../world/proxy.ts'

const SILENT = { info() {}, warn() {}, error() {} }

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

test('a grant is told by every server to its own inboxes, and not to the others over the bus', async () => {
  await using world = await createWorld({ serverCount: 2, redisUrl: redis.url })
  const { alice, bob, origins } = world
  const conversationId = await world.direct()
  using line = new RedisLine(redis.port)
  await line.ask('PSUBSCRIBE pennypost:user:*', ':1')
  const there = alice.connect(origins[1])
  using near = await alice.inbox().opened()
  using far = await new Feed<InboxEvent>((callbacks) => there.live.inbox.subscribe({}, callbacks)).opened()
  await world.grant(alice, 15)
  for (const inbox of [near, far])
    await inbox.until(({ events }) =>
      events.some((event) => event.type === 'quota' && event.quota.balance === 15),
    )
  // Whatever the grant published comes before this.
  await bob.send(conversationId, 'hello')
  await line.until((lines) => lines.some((text) => text.includes(conversationId)))
  const published = line.lines.filter((text) => text.startsWith('{'))
  expect(
    published.every((text) => text.includes(conversationId)),
    String(published),
  ).toBe(true)
})

test('no subscription waits for a Redis that stands still, and who is heard later is told of a gap', async () => {
  await using proxy = await createProxy(redis.port)
  const bus = createRedisBus(`redis://127.0.0.1:${proxy.port}`, SILENT)
  let gaps = 0
  let tellGap = () => {}
  const nextGap = () =>
    new Promise<void>((resolve) => {
      tellGap = resolve
    })
  const onGap = () => {
    gaps += 1
    tellGap()
  }
  const connected = nextGap()
  bus.listen({ onMessage: () => {}, onGap })
  await connected
  proxy.stall(true)
  const late = nextGap()
  await bus.subscribe('pennypost:user:late')
  expect(gaps).toBe(1)
  proxy.stall(false)
  await late
  await bus.close()
})
