import type { ConversationEvent } from '@pennypost/domain'
import { LIMITS } from '@pennypost/domain'
import { expect, test, vi } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { Feed } from '../world/feed.ts'
import { createProxy } from '../world/proxy.ts'
import { countConnections } from './unread-bytes.ts'

/** More than two kernels keep for a connection that nobody reads. */
const MESSAGES = 900
const LARGE = '😄'.repeat(5_000)

test('a reader that stops reading loses its socket, not a message; the others do not notice', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 10_000 } })
  const { alice, bob } = world
  const conversationId = await world.direct()
  await using proxy = await createProxy(Number(new URL(world.origin).port))
  const trpc = bob.connect(`http://127.0.0.1:${proxy.port}`)
  using slow = await new Feed<ConversationEvent>((callbacks) =>
    trpc.live.conversation.subscribe({ conversationId }, callbacks),
  ).opened()
  using steady = await bob.follow(conversationId).opened()
  proxy.stall(true)
  const stalledMs = performance.now()
  const before = process.memoryUsage().rss
  for (let sent = 0; sent < MESSAGES; sent += 3)
    await Promise.all(Array.from({ length: 3 }, () => alice.send(conversationId, LARGE)))
  await steady.until(({ lastEventId }) => lastEventId === String(MESSAGES), 10_000)
  expect(slow.events).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 30)
  // Alice, and Bob twice: the one behind the proxy is gone for the server, though its client cannot know yet.
  await vi.waitFor(async () => expect(await countConnections(world)).toBe(2), {
    timeout: LIMITS.unreadOutputDeadlineMs + 10_000,
    interval: 100,
  })
  expect(performance.now() - stalledMs).toBeGreaterThan(LIMITS.unreadOutputDeadlineMs)
  proxy.stall(false)
  await slow.until(({ lastEventId }) => lastEventId === String(MESSAGES), 20_000)
  expect(slow.events.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1))
})
