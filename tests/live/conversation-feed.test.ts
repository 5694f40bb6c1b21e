import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'

let world: World
let conversationId: string
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 10_000 } })
})
afterAll(() => world[Symbol.asyncDispose]())

/** A fresh conversation of Alice and Bob, as a group since two people have only one of their own. */
async function fresh(): Promise<string> {
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Fresh',
    participantIds: [world.bob.id],
  })
  return conversation.id
}

/** Many messages at once, as if they had been sent. */
async function fill(id: string, count: number): Promise<void> {
  await world.sql`
    with written as (
      insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
      select gen_random_uuid(), ${id}, ${world.alice.id}, n, n, 'number ' || n, pennypost.now()
      from generate_series(1, ${count}::integer) n
    )
    update pennypost.conversations set last_seq = ${count} where id = ${id}`
}

test('the first page comes at once, also when it is empty, and is where one resumes', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  expect(feed.pages).toEqual([
    { id: '0', data: { events: [], reset: false, now: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) } },
  ])
  await world.alice.send(conversationId, 'one')
  using resumed = await world.bob.follow(conversationId, feed.pages[0]?.id).opened()
  expect(resumed.events).toMatchObject([{ type: 'message', seq: 1, message: { content: 'one' } }])
})

test('each message is told by itself: it waits for no other one and no heartbeat', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  const numbers = Array.from({ length: 10 }, (_, index) => index + 1)
  for (const number of numbers) {
    await world.alice.send(conversationId, `message ${number}`)
    await feed.until(({ events }) => events.at(-1)?.seq === number)
  }
  expect(feed.events.map(({ seq }) => seq)).toEqual(numbers)
})

test('without a cursor a feed begins now', async () => {
  conversationId = await fresh()
  await world.alice.send(conversationId, 'past')
  using feed = await world.bob.follow(conversationId).opened()
  expect(feed.pages[0]).toMatchObject({ id: '1', data: { events: [], reset: false } })
})

test('the first page holds the whole backfill: messages, marks and changes, in order', async () => {
  conversationId = await fresh()
  await world.alice.send(conversationId, 'one')
  await world.alice.trpc.conversations.update.mutate({ conversationId, title: 'New' })
  await world.alice.send(conversationId, 'two')
  await world.bob.trpc.messages.read.mutate({ conversationId, upToSeq: 3 })
  using feed = await world.alice.follow(conversationId, '0').opened()
  expect(feed.pages).toHaveLength(1)
  expect(feed.events).toMatchObject([
    { type: 'message', seq: 1, message: { content: 'one' } },
    { type: 'conversation', seq: 2, conversation: { title: 'New', lastSeq: 4 } },
    { type: 'message', seq: 3, message: { content: 'two' } },
    { type: 'read', seq: 4, userId: world.bob.id, readSeq: 3 },
  ])
  expect(feed.lastEventId).toBe('4')
})

test('up to a thousand changes behind is delivered whole; one more is a reset with the current number', async () => {
  conversationId = await fresh()
  await fill(conversationId, 1_001)
  using near = await world.bob.follow(conversationId, '1').opened()
  expect(near.pages[0]?.data.reset).toBe(false)
  expect(near.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 2))
  using far = await world.bob.follow(conversationId, '0').opened()
  expect(far.pages[0]).toMatchObject({ id: '1001', data: { reset: true, events: [] } })
  await world.alice.send(conversationId, 'after the reset')
  await far.until(({ events }) => events.length > 0)
  expect(far.events).toMatchObject([{ seq: 1_002 }])
})

test.each([
  '2',
  '999999999999999',
  '-1',
  'garbage',
  '1e0',
  ' 0',
  '0x0',
  '１',
  '9'.repeat(99),
  '9'.repeat(101),
])('a cursor that was never given (%j) is a reset', async (lastEventId) => {
  conversationId = await fresh()
  await world.alice.send(conversationId, 'one')
  using feed = await world.bob.follow(conversationId, lastEventId).opened()
  expect(feed.pages[0]).toMatchObject({ id: '1', data: { reset: true, events: [] } })
})

test('a replay tells nothing of what has expired, and its numbers stay where they are', async () => {
  conversationId = await fresh()
  await world.alice.send(conversationId, 'stays')
  await world.alice.send(conversationId, 'vanishes', { expirationHours: 1 })
  await world.alice.send(conversationId, 'stays too')
  using before = await world.bob.follow(conversationId, '0').opened()
  expect(before.events).toHaveLength(3)
  await world.advance(1)
  for (const cursor of ['0', '1', '2']) {
    using feed = await world.bob.follow(conversationId, cursor).opened()
    expect(JSON.stringify(feed.pages)).not.toContain('vanishes')
    expect(feed.lastEventId).toBe('3')
    expect(feed.pages[0]?.data.reset).toBe(false)
  }
})

test('`now` is the clock that can be moved, so that a client knows what has expired', async () => {
  conversationId = await fresh()
  await world.advance(5)
  const { message } = await world.alice.send(conversationId, 'later')
  using feed = await world.bob.follow(conversationId).opened()
  const offMs = Date.parse(feed.pages[0]?.data.now ?? '') - Date.parse(message.createdAt)
  expect(Math.abs(offMs)).toBeLessThan(2_000)
})

test('every page bears an id that rises; only presence is untracked', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  using inbox = await world.bob.inbox().opened()
  using presence = await world.bob.presence(conversationId)
  for (let sent = 0; sent < 5; sent += 1) await world.alice.send(conversationId, `number ${sent}`)
  await world.alice.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await feed.until(({ lastEventId }) => lastEventId === '5')
  await presence.until(({ items }) => items.length > 0)
  const ids = feed.pages.map(({ id }) => Number(id))
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
  for (const page of [...feed.pages, ...inbox.pages])
    expect(page).toEqual({
      id: expect.any(String),
      data: { events: expect.any(Array), reset: false, now: expect.any(String) },
    })
  expect(presence.items).toEqual([{ type: 'typing', userId: world.alice.id, isTyping: true }])
})

test('a retry announces nothing twice', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  const id = uuidv7()
  for (let times = 0; times < 5; times += 1) await world.alice.send(conversationId, 'once', { id })
  await world.alice.send(conversationId, 'last')
  await feed.until(({ lastEventId }) => lastEventId === '2')
  expect(feed.events.map(({ seq }) => seq)).toEqual([1, 2])
})

test('a committed message that was never announced is heard when its sender tries again', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  const id = uuidv7()
  await world.sql`select pennypost.send_messages(array[${id}]::uuid[], array[${conversationId}]::uuid[],
    array[${world.alice.id}], array['unheard'], array[null]::float8[], array[true], array[null]::bigint[], 100, 10)`
  await world.alice.send(conversationId, 'unheard', { id })
  await feed.until(({ events }) => events.length > 0)
  expect(feed.events).toMatchObject([{ type: 'message', seq: 1, message: { id, content: 'unheard' } }])
})

test('a gap heals by itself: what another writer committed comes with the next change', async () => {
  conversationId = await fresh()
  using feed = await world.bob.follow(conversationId).opened()
  await world.sql`select pennypost.send_messages(array[${uuidv7()}]::uuid[], array[${conversationId}]::uuid[],
    array[${world.alice.id}], array['unheard'], array[null]::float8[], array[true], array[null]::bigint[], 100, 10)`
  await world.alice.send(conversationId, 'next')
  await feed.until(({ events }) => events.length > 1)
  expect(feed.events).toMatchObject([
    { seq: 1, message: { content: 'unheard' } },
    { seq: 2, message: { content: 'next' } },
  ])
})
