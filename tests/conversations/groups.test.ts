import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let carol: Person
let dan: Person
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  carol = await world.person('Carol')
  dan = await world.person('Dan')
})
afterAll(() => world[Symbol.asyncDispose]())

async function group(owner: Person, ...others: Person[]): Promise<string> {
  const { conversation } = await owner.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: others.map(({ id }) => id),
  })
  return conversation.id
}

test('a group is made by its owner, with everybody in it once', async () => {
  const { alice, bob } = world
  const answer = await alice.trpc.conversations.create.mutate({
    title: ' Trip ',
    participantIds: [bob.id, alice.id, bob.id, carol.id],
  })
  expect(answer).toMatchObject({
    created: true,
    charge: { kind: 'free' },
    conversation: { kind: 'group', title: 'Trip', participantCount: 3 },
  })
  expect(answer.conversation.participants).toEqual([
    { userId: alice.id, name: 'Alice', role: 'owner', readSeq: null, readAt: null },
    expect.objectContaining({ role: 'member' }),
    expect.objectContaining({ role: 'member' }),
  ])
})

test("a group's id makes one group, also ten times at once; somebody else's is ID_REUSED", async () => {
  const { alice, bob } = world
  const input = { id: uuidv7(), title: 'Once', participantIds: [bob.id] }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => alice.trpc.conversations.create.mutate(input)),
  )
  expect(answers.filter(({ created }) => created)).toHaveLength(1)
  expect(new Set(answers.map(({ conversation }) => conversation.id))).toEqual(new Set([input.id]))
  expect(
    await refusalOf(bob.trpc.conversations.create.mutate({ ...input, participantIds: [alice.id] })),
  ).toEqual({
    code: 'ID_REUSED',
  })
  expect(await refusalOf(dan.trpc.conversations.create.mutate(input))).toEqual({ code: 'ID_REUSED' })
})

test('a group id that lies days in the future is refused', async () => {
  const hex = (Date.now() + 3 * 24 * 3_600_000).toString(16).padStart(12, '0')
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7def-8123-456789abcdef`
  const { alice, bob } = world
  const call = alice.trpc.conversations.create.mutate({ id, title: 'Later', participantIds: [bob.id] })
  expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: ['id'] }] })
})

test('a group has 2 to 256 people, at its making and later', async () => {
  const { alice, bob, sql } = world
  await sql`insert into pennypost.users (id, name) select 'crowd-' || n, 'Crowd ' || n from generate_series(1, 256) n`
  const crowd = Array.from({ length: 256 }, (_, index) => `crowd-${index + 1}`)
  const { create, addParticipants } = alice.trpc.conversations
  expect(await refusalOf(create.mutate({ title: 'Alone', participantIds: [alice.id] }))).toMatchObject({
    code: 'INVALID_INPUT',
  })
  expect(await refusalOf(create.mutate({ title: 'Crowd', participantIds: crowd }))).toMatchObject({
    code: 'INVALID_INPUT',
  })
  const { conversation } = await create.mutate({ title: 'Crowd', participantIds: crowd.slice(0, 255) })
  expect(conversation.participantCount).toBe(256)
  expect(conversation.participants).toHaveLength(20)
  expect(
    await refusalOf(addParticipants.mutate({ conversationId: conversation.id, userIds: [bob.id] })),
  ).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['userIds'] }],
  })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { userId: string }[]; nextCursor: string | null } =
      await alice.trpc.conversations.participants.query({
        conversationId: conversation.id,
        cursor,
        limit: 100,
      })
    seen.push(...page.items.map(({ userId }) => userId))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(seen).toHaveLength(256)
  expect(new Set(seen).size).toBe(256)
  expect(seen[0]).toBe(alice.id)
})

test('of two servers that add the last places at once, none passes 256', async () => {
  const { alice } = world
  const crowd = Array.from({ length: 250 }, (_, index) => `crowd-${index + 1}`)
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Full',
    participantIds: crowd,
  })
  const conversationId = conversation.id
  const outcomes = await Promise.allSettled(
    ['crowd-251', 'crowd-252', 'crowd-253', 'crowd-254', 'crowd-255', 'crowd-256'].map((userId) =>
      alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [userId] }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  expect((await alice.trpc.conversations.get.query({ conversationId })).participantCount).toBe(256)
})

test('people who do not exist are NOT_FOUND, and then nobody is added', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob)
  const { create, addParticipants } = alice.trpc.conversations
  expect(await refusalOf(create.mutate({ title: 'x', participantIds: [bob.id, 'nobody'] }))).toEqual({
    code: 'NOT_FOUND',
  })
  expect(await refusalOf(addParticipants.mutate({ conversationId, userIds: [carol.id, 'nobody'] }))).toEqual({
    code: 'NOT_FOUND',
  })
  expect((await alice.trpc.conversations.get.query({ conversationId })).participantCount).toBe(2)
})

test('only the owner changes title, lifetime and people', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob, carol)
  const { update, addParticipants, removeParticipant } = bob.trpc.conversations
  const refusals = await Promise.all([
    refusalOf(update.mutate({ conversationId, title: 'Mine' })),
    refusalOf(update.mutate({ conversationId, defaultExpirationHours: 1 })),
    refusalOf(addParticipants.mutate({ conversationId, userIds: [dan.id] })),
    refusalOf(removeParticipant.mutate({ conversationId, userId: carol.id })),
  ])
  expect(refusals).toEqual(Array(4).fill({ code: 'NOT_ALLOWED' }))
  const changed = await alice.trpc.conversations.update.mutate({
    conversationId,
    title: 'Ours',
    defaultExpirationHours: 1.5,
  })
  expect(changed).toMatchObject({ title: 'Ours', defaultExpirationHours: 1.5, lastSeq: 1 })
})

test('a newcomer sees the history, and unread counts from the moment of joining', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob)
  await alice.send(conversationId, 'before')
  const added = await alice.trpc.conversations.addParticipants.mutate({
    conversationId,
    userIds: [carol.id, bob.id],
  })
  expect(added.participantCount).toBe(3)
  const seen = await carol.trpc.conversations.get.query({ conversationId })
  expect(seen).toMatchObject({ unread: 0, lastMessage: { content: 'before' }, readSeq: seen.lastSeq })
  await alice.send(conversationId, 'after')
  expect((await carol.trpc.conversations.get.query({ conversationId })).unread).toBe(1)
  const { items } = await carol.trpc.messages.fetch.query({ conversationId })
  expect(items.map(({ content }) => content)).toEqual(['after', 'before'])
})

test('who is taken out finds nothing, and may be brought back', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob, carol)
  await alice.send(conversationId, 'hello')
  const left = await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: carol.id })
  expect(left.participants.map(({ userId }) => userId)).toEqual([alice.id, bob.id])
  const { get, participants } = carol.trpc.conversations
  const refusals = await Promise.all([
    refusalOf(get.query({ conversationId })),
    refusalOf(participants.query({ conversationId })),
    refusalOf(carol.trpc.messages.fetch.query({ conversationId })),
    refusalOf(carol.trpc.messages.read.mutate({ conversationId, upToSeq: 1 })),
    refusalOf(carol.send(conversationId, 'still here?')),
    refusalOf(carol.trpc.typing.set.mutate({ conversationId, isTyping: true })),
    refusalOf(alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: carol.id })),
  ])
  expect(refusals).toEqual(Array(7).fill({ code: 'NOT_FOUND' }))
  expect((await carol.trpc.conversations.list.query()).items.map(({ id }) => id)).not.toContain(
    conversationId,
  )
  await alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [carol.id] })
  expect((await carol.trpc.messages.fetch.query({ conversationId })).items).toHaveLength(1)
})

test('a participant is told the names of all who take part or once did, and of nobody else', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob, carol)
  await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: carol.id })
  await bob.trpc.conversations.leave.mutate({ conversationId })
  const ask = (person: Person, userIds: string[]) =>
    person.trpc.conversations.names.query({ conversationId, userIds })
  const { items } = await ask(alice, [carol.id, dan.id, alice.id, 'nobody', bob.id, carol.id])
  expect(new Map(items.map(({ id, name }) => [id, name]))).toEqual(
    new Map([
      [alice.id, 'Alice'],
      [bob.id, 'Bob'],
      [carol.id, 'Carol'],
    ]),
  )
  expect(items).toHaveLength(3)
  expect(await ask(alice, [dan.id])).toEqual({ items: [] })
  expect(await refusalOf(ask(carol, [alice.id]))).toEqual({ code: 'NOT_FOUND' })
  for (const userIds of [[], Array(101).fill(alice.id)])
    expect(await refusalOf(ask(alice, userIds))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: ['userIds'] }],
    })
})

test('the owner cannot be taken out by themselves, but may leave; the oldest member follows', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob)
  await alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [carol.id] })
  const { removeParticipant, leave } = alice.trpc.conversations
  expect(await refusalOf(removeParticipant.mutate({ conversationId, userId: alice.id }))).toMatchObject({
    code: 'INVALID_INPUT',
  })
  expect(await leave.mutate({ conversationId })).toBeNull()
  expect(await refusalOf(leave.mutate({ conversationId }))).toEqual({ code: 'NOT_FOUND' })
  const seen = await carol.trpc.conversations.get.query({ conversationId })
  expect(seen.participants.find(({ role }) => role === 'owner')?.userId).toBe(bob.id)
  await bob.trpc.conversations.leave.mutate({ conversationId })
  await carol.trpc.conversations.leave.mutate({ conversationId })
  expect(await refusalOf(carol.trpc.conversations.get.query({ conversationId }))).toEqual({
    code: 'NOT_FOUND',
  })
})

test('who made a group and left it is not let in again by its id', async () => {
  const { alice, bob } = world
  const input = { id: uuidv7(), title: 'Left', participantIds: [bob.id] }
  await alice.trpc.conversations.create.mutate(input)
  await alice.trpc.conversations.leave.mutate({ conversationId: input.id })
  expect(await refusalOf(alice.trpc.conversations.create.mutate(input))).toEqual({ code: 'NOT_FOUND' })
})

test('everybody who leaves at once leaves one owner or nobody behind', async () => {
  const { alice, bob } = world
  const conversationId = await group(alice, bob, carol, dan)
  await Promise.all(
    [alice, bob, carol].map(({ trpc }) => trpc.conversations.leave.mutate({ conversationId })),
  )
  const { participants, lastSeq } = await dan.trpc.conversations.get.query({ conversationId })
  expect(participants.map(({ userId, role }) => [userId, role])).toEqual([[dan.id, 'owner']])
  expect(lastSeq).toBe(3)
})
