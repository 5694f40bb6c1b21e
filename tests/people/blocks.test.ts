import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function pair(): Promise<{ one: Person; other: Person; conversationId: string }> {
  nextName += 1
  const [one, other] = await Promise.all([world.person(`One ${nextName}`), world.person(`Other ${nextName}`)])
  const { conversation } = await one.trpc.conversations.create.mutate({ receiverId: other.id })
  return { one, other, conversationId: conversation.id }
}

test('after a block neither sends nor types in their conversation, and what was written stays readable', async () => {
  const { one, other, conversationId } = await pair()
  const { message } = await other.send(conversationId, 'before')
  expect(await one.trpc.users.block.mutate({ userId: other.id })).toBeNull()
  for (const { trpc } of [one, other]) {
    expect(await refusalOf(trpc.typing.set.mutate({ conversationId, isTyping: true }))).toEqual({
      code: 'NOT_ALLOWED',
    })
    expect((await trpc.messages.fetch.query({ conversationId })).items).toEqual([message])
    const opening = trpc.conversations.create.mutate({ receiverId: trpc === one.trpc ? other.id : one.id })
    expect(await opening).toMatchObject({ created: false, conversation: { id: conversationId } })
  }
  expect(await refusalOf(one.send(conversationId, 'x'))).toEqual({ code: 'NOT_ALLOWED' })
  expect(await refusalOf(other.send(conversationId, 'x'))).toEqual({ code: 'NOT_ALLOWED' })
  expect((await other.trpc.quota.status.query()).usedToday).toBe(1)
})

test('a retry of what was sent before the block still answers it', async () => {
  const { one, other, conversationId } = await pair()
  const sent = await one.send(conversationId, 'before')
  await other.trpc.users.block.mutate({ userId: one.id })
  const again = await one.trpc.messages.send.mutate({
    id: sent.message.id,
    conversationId,
    content: 'before',
  })
  expect(again).toEqual(sent)
})

test('a block comes before the price: who is blocked is not told what it would cost', async () => {
  const { one, other, conversationId } = await pair()
  await other.trpc.users.block.mutate({ userId: one.id })
  expect(await refusalOf(one.send(conversationId, 'x', { maxPoints: 0 }))).toEqual({ code: 'NOT_ALLOWED' })
})

test('between people with a block no conversation is opened and no group made, by either', async () => {
  nextName += 1
  const [one, other, third] = await world.people(`A ${nextName}`, `B ${nextName}`, `C ${nextName}`)
  if (!one || !other || !third) throw new Error('nobody came')
  await one.trpc.users.block.mutate({ userId: other.id })
  const refusals = await Promise.all([
    refusalOf(one.trpc.conversations.create.mutate({ receiverId: other.id })),
    refusalOf(other.trpc.conversations.create.mutate({ receiverId: one.id })),
    refusalOf(other.trpc.conversations.create.mutate({ title: 'x', participantIds: [one.id, third.id] })),
  ])
  expect(refusals).toEqual(Array(3).fill({ code: 'NOT_ALLOWED' }))
  const { conversation } = await other.trpc.conversations.create.mutate({
    title: 'x',
    participantIds: [third.id],
  })
  const adding = other.trpc.conversations.addParticipants.mutate({
    conversationId: conversation.id,
    userIds: [one.id],
  })
  expect(await refusalOf(adding)).toEqual({ code: 'NOT_ALLOWED' })
})

test('in a group, people with a block still read each other', async () => {
  nextName += 1
  const { one, other } = await pair()
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Both',
    participantIds: [one.id, other.id],
  })
  await one.trpc.users.block.mutate({ userId: other.id })
  await other.send(conversation.id, 'hello all')
  const { items } = await one.trpc.messages.fetch.query({ conversationId: conversation.id })
  expect(items.map(({ content }) => content)).toEqual(['hello all'])
})

test('unblocking lets everything through again; both are idempotent', async () => {
  const { one, other, conversationId } = await pair()
  for (const change of [one.trpc.users.block, one.trpc.users.unblock, one.trpc.users.unblock]) {
    expect(await change.mutate({ userId: other.id })).toBeNull()
    expect(await change.mutate({ userId: other.id })).toBeNull()
  }
  expect((await other.send(conversationId, 'hello again')).message.content).toBe('hello again')
})

test('one of two blocks that face each other is enough', async () => {
  const { one, other, conversationId } = await pair()
  await one.trpc.users.block.mutate({ userId: other.id })
  await other.trpc.users.block.mutate({ userId: one.id })
  await one.trpc.users.unblock.mutate({ userId: other.id })
  expect(await refusalOf(one.send(conversationId, 'x'))).toEqual({ code: 'NOT_ALLOWED' })
})

test('oneself cannot be blocked, nor somebody who does not exist', async () => {
  const { alice } = world
  const { block, unblock } = alice.trpc.users
  expect(await refusalOf(block.mutate({ userId: alice.id }))).toMatchObject({ code: 'INVALID_INPUT' })
  expect(await refusalOf(block.mutate({ userId: 'nobody' }))).toEqual({ code: 'NOT_FOUND' })
  expect(await refusalOf(unblock.mutate({ userId: 'nobody' }))).toEqual({ code: 'NOT_FOUND' })
})

test('blocks, leaves, marks and sends at once, from both sides, end in no error', async () => {
  const { one, other, conversationId } = await pair()
  const groups = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { conversation } = await one.trpc.conversations.create.mutate({
        title: 'Busy',
        participantIds: [other.id, world.bob.id],
      })
      return conversation.id
    }),
  )
  const calls: Promise<unknown>[] = []
  for (let round = 0; round < 20; round += 1) {
    const [first, second] = round % 2 ? [one, other] : [other, one]
    calls.push(first.trpc.users.block.mutate({ userId: second.id }))
    calls.push(second.trpc.users.unblock.mutate({ userId: first.id }))
    calls.push(first.trpc.messages.read.mutate({ conversationId, upToSeq: round }))
    calls.push(first.send(groups[round % 6] ?? '', `round ${round}`))
  }
  calls.push(...groups.map((id) => one.trpc.conversations.leave.mutate({ conversationId: id })))
  const outcomes = await Promise.allSettled(calls)
  const faults = outcomes
    .flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    .filter((error) => !error.data?.refusal)
  expect(faults).toEqual([])
})
