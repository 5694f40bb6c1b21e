import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
})
afterAll(() => world[Symbol.asyncDispose]())

async function pair(): Promise<{ writer: Person; reader: Person; conversationId: string }> {
  nextName += 1
  const [writer, reader] = await Promise.all([
    world.person(`Writer ${nextName}`),
    world.person(`Reader ${nextName}`),
  ])
  const { conversation } = await writer.trpc.conversations.create.mutate({ receiverId: reader.id })
  return { writer, reader, conversationId: conversation.id }
}

const read = (person: Person, conversationId: string, upToSeq: number) =>
  person.trpc.messages.read.mutate({ conversationId, upToSeq })
const get = (person: Person, conversationId: string) =>
  person.trpc.conversations.get.query({ conversationId })

/** The mark of `whose` as `viewer` sees it. */
async function markSeenBy(viewer: Person, whose: Person, conversationId: string): Promise<number | null> {
  const { participants } = await get(viewer, conversationId)
  return participants.find(({ userId }) => userId === whose.id)?.readSeq ?? null
}

test('a mark takes a change number, counts down the unread and is heard by the other', async () => {
  const { writer, reader, conversationId } = await pair()
  for (const text of ['one', 'two', 'three']) await writer.send(conversationId, text)
  using feed = await writer.follow(conversationId).opened()
  expect(await read(reader, conversationId, 2)).toEqual({ readSeq: 2, unread: 1 })
  await feed.until(({ events }) => events.length === 1)
  expect(feed.events).toEqual([
    { type: 'read', seq: 4, userId: reader.id, readSeq: 2, at: expect.stringMatching(/Z$/) },
  ])
  expect(feed.lastEventId).toBe('4')
  expect(await markSeenBy(writer, reader, conversationId)).toBe(2)
  expect(await get(reader, conversationId)).toMatchObject({ lastSeq: 4, readSeq: 2, unread: 1 })
})

test('a mark never moves back, never past the last change, and the same again changes nothing', async () => {
  const { writer, reader, conversationId } = await pair()
  await writer.send(conversationId, 'one')
  await writer.send(conversationId, 'two')
  expect(await read(reader, conversationId, 2 ** 53 - 1)).toEqual({ readSeq: 2, unread: 0 })
  const { lastSeq } = await get(reader, conversationId)
  expect(await read(reader, conversationId, 0)).toEqual({ readSeq: 2, unread: 0 })
  expect(await read(reader, conversationId, 2)).toEqual({ readSeq: 2, unread: 0 })
  expect((await get(reader, conversationId)).lastSeq).toBe(lastSeq)
})

test("reading one's own messages tells nobody and takes no number", async () => {
  const { writer, conversationId } = await pair()
  await writer.send(conversationId, 'one')
  expect(await read(writer, conversationId, 1)).toEqual({ readSeq: 1, unread: 0 })
  expect((await get(writer, conversationId)).lastSeq).toBe(1)
})

test('of a hundred marks at once the highest stands, and the numbers have no gap', async () => {
  const { writer, reader, conversationId } = await pair()
  for (let sent = 0; sent < 10; sent += 1) await writer.send(conversationId, `number ${sent}`)
  using feed = await writer.follow(conversationId, '0').opened()
  await Promise.all(Array.from({ length: 100 }, (_, index) => read(reader, conversationId, index % 11)))
  const { lastSeq, readSeq, unread } = await get(reader, conversationId)
  expect({ readSeq, unread }).toEqual({ readSeq: 10, unread: 0 })
  await feed.until(({ lastEventId }) => Number(lastEventId) === lastSeq)
  const marks = feed.events.filter((event) => event.type === 'read').map((event) => event.readSeq)
  expect(marks).toEqual(marks.toSorted((a, b) => a - b))
  expect(marks.at(-1)).toBe(10)
})

test.each(['reader', 'writer'] as const)(
  'receipts that the %s turns off are hidden both ways and never sent',
  async (whose) => {
    const { writer, reader, conversationId } = await pair()
    await writer.send(conversationId, 'one')
    await reader.send(conversationId, 'two')
    const hider = whose === 'reader' ? reader : writer
    const other = whose === 'reader' ? writer : reader
    expect((await hider.trpc.users.update.mutate({ readReceipts: false })).readReceipts).toBe(false)
    await read(hider, conversationId, 2)
    const { lastSeq } = await get(hider, conversationId)
    expect(lastSeq).toBe(2)
    using feed = await hider.follow(conversationId, '0').opened()
    await read(other, conversationId, 2)
    await other.send(conversationId, 'last')
    await feed.until(({ events }) =>
      events.some((event) => event.type === 'message' && event.message.content === 'last'),
    )
    expect(feed.events.filter((event) => event.type === 'read')).toEqual([])
    expect(await markSeenBy(hider, other, conversationId)).toBeNull()
    expect(await markSeenBy(other, hider, conversationId)).toBeNull()
    using replay = await hider.follow(conversationId, '0').opened()
    expect(replay.events.filter((event) => event.type === 'read')).toEqual([])
    expect((await get(hider, conversationId)).readSeq).toBe(2)
  },
)

test('in a group the marks of the others are seen, and of the one who hides nothing', async () => {
  const { writer, reader } = await pair()
  nextName += 1
  const hider = await world.person(`Hider ${nextName}`)
  await hider.trpc.users.update.mutate({ readReceipts: false })
  const { conversation } = await writer.trpc.conversations.create.mutate({
    title: 'Three',
    participantIds: [reader.id, hider.id],
  })
  await writer.send(conversation.id, 'one')
  using feed = await writer.follow(conversation.id).opened()
  await read(hider, conversation.id, 1)
  await read(reader, conversation.id, 1)
  await feed.until(({ events }) => events.length > 0)
  expect(feed.events).toMatchObject([{ type: 'read', seq: 2, userId: reader.id }])
  expect(await markSeenBy(writer, reader, conversation.id)).toBe(1)
  expect(await markSeenBy(writer, hider, conversation.id)).toBeNull()
})

test('a block hides the marks of the two from each other, in their conversation and in groups', async () => {
  const { writer, reader, conversationId } = await pair()
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Both',
    participantIds: [writer.id, reader.id],
  })
  await writer.send(conversationId, 'one')
  await writer.send(conversation.id, 'one')
  await read(reader, conversationId, 1)
  using feed = await writer.follow(conversation.id).opened()
  await writer.trpc.users.block.mutate({ userId: reader.id })
  await read(reader, conversation.id, 1)
  await world.alice.send(conversation.id, 'last')
  await feed.until(({ events }) => events.some((event) => event.type === 'message'))
  expect(feed.events.filter((event) => event.type === 'read')).toEqual([])
  expect(await markSeenBy(writer, reader, conversationId)).toBeNull()
  expect(await markSeenBy(writer, reader, conversation.id)).toBeNull()
  expect(await markSeenBy(world.alice, reader, conversation.id)).toBe(1)
  await read(reader, conversationId, 1)
  expect((await get(writer, conversationId)).lastSeq).toBe(2)
})

test('receipts turned on again show how far one had come', async () => {
  const { writer, reader, conversationId } = await pair()
  await writer.send(conversationId, 'one')
  await reader.trpc.users.update.mutate({ readReceipts: false })
  await read(reader, conversationId, 1)
  await reader.trpc.users.update.mutate({ readReceipts: true })
  expect(await markSeenBy(writer, reader, conversationId)).toBeNull()
  await read(reader, conversationId, 1)
  expect(await markSeenBy(writer, reader, conversationId)).toBe(1)
})

test('a mark that was made while hidden stays hidden when less is marked than was read', async () => {
  const { writer, reader, conversationId } = await pair()
  for (const text of ['one', 'two', 'three']) await writer.send(conversationId, text)
  await read(reader, conversationId, 1)
  const shown = (await get(writer, conversationId)).participants
  await reader.trpc.users.update.mutate({ readReceipts: false })
  await read(reader, conversationId, 3)
  await reader.trpc.users.update.mutate({ readReceipts: true })
  expect(await read(reader, conversationId, 2)).toEqual({ readSeq: 3, unread: 0 })
  expect(await get(writer, conversationId)).toMatchObject({ lastSeq: 4, participants: shown })
})

test('unread counts what others wrote, and only what is readable', async () => {
  const { writer, reader, conversationId } = await pair()
  await writer.send(conversationId, 'one')
  await reader.send(conversationId, 'mine')
  await writer.send(conversationId, 'vanishes', { expirationHours: 1 })
  const before = await get(reader, conversationId)
  expect(before).toMatchObject({ unread: 2, lastMessage: { content: 'vanishes' } })
  expect(before.nextExpiryAt).toBe(before.lastMessage?.expiresAt)
  await world.advance(1)
  expect(await get(reader, conversationId)).toMatchObject({
    unread: 1,
    lastMessage: { content: 'mine' },
    nextExpiryAt: null,
  })
})
