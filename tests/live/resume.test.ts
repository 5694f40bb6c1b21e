import { randomInt } from 'node:crypto'
import type { ConversationEvent, InboxEvent } from '@pennypost/domain'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { Feed } from '../world/feed.ts'
import { createProxy } from '../world/proxy.ts'

const portOf = (origin: string) => Number(new URL(origin).port)

test('through a hundred cuts during five hundred messages a plain client hears each once and in order', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const { alice, bob } = world
  const conversationId = await world.direct()
  await using proxy = await createProxy(portOf(world.origin))
  const trpc = bob.connect(`http://127.0.0.1:${proxy.port}`)
  using feed = await new Feed<ConversationEvent>((callbacks) =>
    trpc.live.conversation.subscribe({ conversationId }, callbacks),
  ).opened()
  let isSending = true
  let cuts = 0
  const sending = (async () => {
    for (let sent = 1; sent <= 500; sent += 1) {
      await alice.send(conversationId, `number ${sent}`)
      if (sent % 5 !== 0) continue
      proxy.cut()
      cuts += 1
      // Sometimes it comes back and hears a page in between, sometimes it is cut again while connecting.
      if (randomInt(3) === 0) await feed.until(({ lastEventId }) => Number(lastEventId) >= sent)
    }
    isSending = false
  })()
  await sending
  await feed.until(({ lastEventId }) => lastEventId === '500', 20_000)
  expect({ isSending, cuts }).toEqual({ isSending: false, cuts: 100 })
  expect(feed.events.map((event) => event.seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  expect(feed.pages.some(({ data }) => data.reset)).toBe(false)
})

test('a reader whose network stalls catches up with what it missed, once and in order', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const { alice, bob } = world
  const conversationId = await world.direct()
  await using proxy = await createProxy(portOf(world.origin))
  const trpc = bob.connect(`http://127.0.0.1:${proxy.port}`)
  using feed = await new Feed<ConversationEvent>((callbacks) =>
    trpc.live.conversation.subscribe({ conversationId }, callbacks),
  ).opened()
  proxy.stall(true)
  using steady = await bob.follow(conversationId).opened()
  for (let sent = 1; sent <= 50; sent += 1) await alice.send(conversationId, `number ${sent}`)
  await steady.until(({ lastEventId }) => lastEventId === '50')
  expect(feed.events).toEqual([])
  proxy.stall(false)
  await feed.until(({ lastEventId }) => lastEventId === '50')
  expect(feed.events).toEqual(steady.events)
})

test('an inbox through cuts ends with what a fresh fetch says', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const { alice, bob } = world
  const conversationId = await world.direct()
  await using proxy = await createProxy(portOf(world.origin))
  const trpc = bob.connect(`http://127.0.0.1:${proxy.port}`)
  using feed = await new Feed<InboxEvent>((callbacks) => trpc.live.inbox.subscribe({}, callbacks)).opened()
  for (let sent = 1; sent <= 60; sent += 1) {
    await alice.send(conversationId, `number ${sent}`)
    if (sent % 4 === 0) proxy.cut()
  }
  const fresh = await bob.trpc.conversations.get.query({ conversationId })
  await feed.until(({ events }) => {
    const last = events.findLast((event) => event.type === 'conversation')
    return last?.type === 'conversation' && last.conversation.lastSeq === 60
  }, 10_000)
  expect(feed.events.findLast((event) => event.type === 'conversation')).toEqual({
    type: 'conversation',
    conversation: fresh,
  })
})
