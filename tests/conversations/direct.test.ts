import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ serverCount: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

test('a direct conversation of two people is one, however often and by whom it is opened', async () => {
  const { alice, bob } = world
  const first = await alice.trpc.conversations.create.mutate({ receiverId: bob.id })
  expect(first).toMatchObject({
    created: true,
    charge: { kind: 'free' },
    conversation: { kind: 'direct', title: null, lastSeq: 0, readSeq: 0, unread: 0, lastMessage: null },
  })
  expect(first.conversation.participants.map(({ userId }) => userId)).toEqual([alice.id, bob.id])
  const again = await alice.trpc.conversations.create.mutate({ receiverId: bob.id })
  expect(again).toEqual({ ...first, created: false })
  const other = await bob.trpc.conversations.create.mutate({ receiverId: alice.id })
  expect(other).toMatchObject({ created: false, conversation: { id: first.conversation.id } })
  expect(other.conversation.participants.map(({ userId }) => userId)).toEqual([bob.id, alice.id])
  const { items } = await alice.trpc.conversations.list.query()
  expect(items).toHaveLength(1)
})

test('opened twenty times at once from both sides over two servers, it is one and was made once', async () => {
  const [carol, dan] = await Promise.all([world.person('Carol'), world.person('Dan')])
  const [, second] = world.origins
  const carolToo = carol.connect(second)
  const danToo = dan.connect(second)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const trpc = [carol.trpc, danToo, dan.trpc, carolToo][index % 4] ?? carol.trpc
      const isCarol = trpc === carol.trpc || trpc === carolToo
      return trpc.conversations.create.mutate({ receiverId: isCarol ? dan.id : carol.id })
    }),
  )
  expect(new Set(answers.map(({ conversation }) => conversation.id)).size).toBe(1)
  expect(answers.filter(({ created }) => created)).toHaveLength(1)
})

test('with oneself, or with nobody who exists, none is opened', async () => {
  const { alice } = world
  expect(await refusalOf(alice.trpc.conversations.create.mutate({ receiverId: alice.id }))).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['receiverId'] }],
  })
  for (const receiverId of ['nobody', "'; drop table users --", '\ud83d', '%'])
    expect(await refusalOf(alice.trpc.conversations.create.mutate({ receiverId }))).toEqual({
      code: 'NOT_FOUND',
    })
})

test('either may set how long messages last; a title, leaving and adding are invalid', async () => {
  const { alice, bob } = world
  const carol = await world.person('Cleo')
  const conversationId = await world.direct()
  const updated = await bob.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: 2 })
  expect(updated).toMatchObject({ defaultExpirationHours: 2, lastSeq: 1 })
  const { message } = await alice.send(conversationId, 'for two hours')
  expect(Date.parse(message.expiresAt ?? '') - Date.parse(message.createdAt)).toBe(2 * 3_600_000)
  const forever = await alice.send(conversationId, 'for ever', { expirationHours: null })
  expect(forever.message.expiresAt).toBeNull()
  const reset = await alice.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: null })
  expect(reset.defaultExpirationHours).toBeNull()

  const { update, addParticipants, removeParticipant, leave } = alice.trpc.conversations
  const refusals = await Promise.all([
    refusalOf(update.mutate({ conversationId, title: 'Us' })),
    refusalOf(addParticipants.mutate({ conversationId, userIds: [carol.id] })),
    refusalOf(removeParticipant.mutate({ conversationId, userId: bob.id })),
    refusalOf(leave.mutate({ conversationId })),
  ])
  expect(refusals.map(({ code }) => code)).toEqual(Array(4).fill('INVALID_INPUT'))
  expect((await alice.trpc.conversations.get.query({ conversationId })).participantCount).toBe(2)
})

test('an update that changes nothing takes no change number', async () => {
  const { alice } = world
  const conversationId = await world.direct()
  const before = await alice.trpc.conversations.get.query({ conversationId })
  expect(await alice.trpc.conversations.update.mutate({ conversationId })).toEqual(before)
  const { defaultExpirationHours } = before
  expect(await alice.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours })).toEqual(
    before,
  )
})

test('the list pages through all, latest activity first, and each once', async () => {
  const ella = await world.person('Ella')
  const others = await world.people('Fay', 'Gus', 'Hal', 'Ida', 'Jon')
  const ids: string[] = []
  for (const other of others) {
    const { conversation } = await ella.trpc.conversations.create.mutate({ receiverId: other.id })
    ids.push(conversation.id)
    await ella.send(conversation.id, `to ${other.name}`)
  }
  const [oldest = ''] = ids
  await ella.send(oldest, 'once more')
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { id: string }[]; nextCursor: string | null } =
      await ella.trpc.conversations.list.query({ limit: 2, cursor })
    expect(page.items.length).toBeLessThanOrEqual(2)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(seen).toEqual([oldest, ...ids.slice(1).reverse()])
})

const place = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const NO_ID = '-'.repeat(36)

test.each([
  'garbage',
  place(['5', crypto.randomUUID()]),
  place(['0001-01-01T00:00:00.000Z', crypto.randomUUID()]),
  place(['2026-11-22T12:00:00.000Z', NO_ID]),
  place(['', '2026-11-22', 'alice']),
  place(['\u0000', '', '']),
  place([2 ** 53 - 1]),
  place([-1]),
  place([1.5]),
  place({}),
])('the cursor %j, which no server gave, is refused by every list', async (cursor) => {
  const { alice } = world
  const conversationId = await world.direct()
  const calls = [
    alice.trpc.conversations.list.query({ cursor }),
    alice.trpc.conversations.participants.query({ conversationId, cursor }),
    alice.trpc.messages.fetch.query({ conversationId, cursor }),
    alice.trpc.wallet.entries.query({ cursor }),
  ]
  for (const refusal of await Promise.all(calls.map(refusalOf))) expect(refusal.code).toBe('INVALID_INPUT')
})
