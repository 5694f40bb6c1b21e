import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createWorld } from './world/create-world.ts'
import { refusalOf } from './world/refusal.ts'

test('what one sends, the other fetches and hears', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  using feed = await bob.follow(conversationId).opened()
  const { message, charge, quota } = await alice.send(conversationId, '  Good morning  ')
  expect(message).toMatchObject({ content: 'Good morning', senderId: alice.id, seq: 1, expiresAt: null })
  expect(charge).toEqual({ kind: 'free' })
  expect(quota).toMatchObject({ usedToday: 1, remainingFree: 19, next: { kind: 'free' } })
  await feed.until(({ events }) => events.length === 1)
  expect(feed.events).toEqual([{ type: 'message', seq: 1, message }])
  expect(await bob.trpc.messages.fetch.query({ conversationId })).toEqual({
    items: [message],
    nextCursor: null,
  })
})

test('the 21st message of the day costs ten points, and without points it is refused with the price', async () => {
  await using world = await createWorld()
  const { alice } = world
  const conversationId = await world.direct()
  for (let sent = 1; sent <= 20; sent += 1)
    expect((await alice.send(conversationId, `number ${sent}`)).charge).toEqual({ kind: 'free' })
  expect(await refusalOf(alice.send(conversationId, 'one more'))).toEqual({
    code: 'NOT_ENOUGH_POINTS',
    price: 10,
    balance: 0,
  })
  await world.grant(alice, 25)
  expect(await refusalOf(alice.send(conversationId, 'one more', { maxPoints: 9 }))).toEqual({
    code: 'PRICE_ABOVE_MAX',
    price: 10,
    maxPoints: 9,
  })
  const paid = await alice.send(conversationId, 'one more', { maxPoints: 10 })
  expect(paid.charge).toEqual({ kind: 'points', points: 10 })
  expect(paid.quota).toMatchObject({ balance: 15, remainingFree: 0, next: { kind: 'points', points: 10 } })
  const { items } = await alice.trpc.wallet.entries.query()
  expect(items.map(({ points, balanceAfter, reason }) => ({ points, balanceAfter, reason }))).toEqual([
    { points: -10, balanceAfter: 15, reason: 'message' },
    { points: 25, balanceAfter: 25, reason: 'a gift' },
  ])
  expect(items[0]?.messageId).toBe(paid.message.id)
})

test('a new day brings twenty free messages again', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 2 } })
  const { alice } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'one')
  await alice.send(conversationId, 'two')
  const before = await alice.trpc.quota.status.query()
  expect(before.next).toEqual({ kind: 'blocked', points: 10, short: 10 })
  await world.advance(24)
  const after = await alice.trpc.quota.status.query()
  expect(after).toMatchObject({ usedToday: 0, remainingFree: 2, next: { kind: 'free' } })
  expect(Date.parse(after.resetsAt) - Date.parse(before.resetsAt)).toBe(24 * 3_600_000)
  expect((await alice.send(conversationId, 'three')).quota.usedToday).toBe(1)
})

test('the same id again answers the same message and charge; other content is refused', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  const { alice, bob } = world
  await world.grant(alice, 100)
  const conversationId = await world.direct()
  const id = uuidv7()
  const first = await alice.send(conversationId, 'once', { id })
  const again = await alice.send(conversationId, 'once', { id })
  expect(again).toEqual(first)
  expect(await refusalOf(alice.send(conversationId, 'other', { id }))).toEqual({ code: 'ID_REUSED' })
  expect(await refusalOf(bob.send(conversationId, 'once', { id }))).toEqual({ code: 'ID_REUSED' })
  expect((await alice.trpc.quota.status.query()).balance).toBe(90)
})

test('an expired message is gone from every answer, and a replay tells its id but not its text', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'stays')
  const id = uuidv7()
  const { message } = await alice.send(conversationId, 'vanishes', { id, expirationHours: 1 })
  expect(Date.parse(message.expiresAt ?? '') - Date.parse(message.createdAt)).toBe(3_600_000)
  expect((await bob.trpc.conversations.get.query({ conversationId })).unread).toBe(2)
  await world.advance(1)
  const { items } = await bob.trpc.messages.fetch.query({ conversationId })
  expect(items.map(({ content }) => content)).toEqual(['stays'])
  const seen = await bob.trpc.conversations.get.query({ conversationId })
  expect(seen).toMatchObject({ unread: 1, lastMessage: { content: 'stays' }, nextExpiryAt: null })
  const replayed = await alice.send(conversationId, 'vanishes', { id, expirationHours: 1 })
  expect(replayed.message).toEqual({ ...message, content: null })
  using feed = await bob.follow(conversationId, '0').opened()
  expect(feed.events.filter((event) => event.type === 'message').length).toBe(1)
})

test('a sign-in erases the text of what has expired', async () => {
  await using world = await createWorld()
  const { alice, bob, sql } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'vanishes', { expirationHours: 1 })
  await world.advance(2)
  const text = () => sql`select content from pennypost.messages where content is not null`
  expect(await text()).toHaveLength(1)
  await bob.signIn()
  expect(await text()).toHaveLength(0)
})
