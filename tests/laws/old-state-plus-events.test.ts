import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { FoldingClient } from './state.ts'
import { verifyAction } from './verify-action.ts'

let world: World
let carol: Person
let clients: FoldingClient[] = []
let direct: string
let group: string
let vanishing: string

beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 2 } })
  const { alice, bob } = world
  carol = await world.person('Carol')
  await world.grant(alice, 1_000)
  direct = await world.direct()
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Group',
    participantIds: [bob.id],
  })
  group = conversation.id
  await alice.send(direct, 'earlier')
  clients = await Promise.all([alice, bob, carol].map((person) => FoldingClient.open(person)))
})
afterAll(async () => {
  for (const client of clients) client[Symbol.dispose]()
  await world[Symbol.asyncDispose]()
})

type Action = { name: string; act: () => Promise<unknown> }

const id = uuidv7()
const update = (input: { title?: string; defaultExpirationHours?: number | null }) =>
  world.alice.trpc.conversations.update.mutate({ conversationId: group, ...input })

/** In this order, each on what the ones before have left. */
const ACTIONS: Action[] = [
  { name: 'send, free', act: () => world.alice.send(group, 'free', { id }) },
  { name: 'send, paid', act: () => world.alice.send(direct, 'paid', { maxPoints: 10 }) },
  { name: 'send again', act: () => world.alice.send(group, 'free', { id }) },
  { name: 'send that expires', act: () => world.bob.send(direct, 'vanishes', { expirationHours: 1 }) },
  { name: 'read', act: () => world.bob.trpc.messages.read.mutate({ conversationId: direct, upToSeq: 2 }) },
  {
    name: 'read no further',
    act: () => world.bob.trpc.messages.read.mutate({ conversationId: direct, upToSeq: 1 }),
  },
  {
    name: 'read by the other',
    act: () => world.alice.trpc.messages.read.mutate({ conversationId: direct, upToSeq: 9 }),
  },
  { name: 'title', act: () => update({ title: 'New title' }) },
  { name: 'lifetime', act: () => update({ defaultExpirationHours: 1 }) },
  { name: 'send with the usual lifetime', act: () => world.alice.send(group, 'vanishes too') },
  { name: 'expiry', act: () => world.advance(1) },
  { name: 'no lifetime', act: () => update({ defaultExpirationHours: null }) },
  {
    name: 'add',
    act: () =>
      world.alice.trpc.conversations.addParticipants.mutate({ conversationId: group, userIds: [carol.id] }),
  },
  {
    name: 'read by the newcomer',
    act: () => carol.trpc.messages.read.mutate({ conversationId: group, upToSeq: 99 }),
  },
  { name: 'send to three', act: () => world.bob.send(group, 'to three') },
  {
    name: 'read in the group',
    act: () => carol.trpc.messages.read.mutate({ conversationId: group, upToSeq: 99 }),
  },
  { name: 'block', act: () => carol.trpc.users.block.mutate({ userId: world.bob.id }) },
  {
    name: 'read under a block',
    act: () => world.alice.trpc.messages.read.mutate({ conversationId: group, upToSeq: 99 }),
  },
  { name: 'unblock', act: () => carol.trpc.users.unblock.mutate({ userId: world.bob.id }) },
  {
    name: 'remove',
    act: () =>
      world.alice.trpc.conversations.removeParticipant.mutate({
        conversationId: group,
        userId: world.bob.id,
      }),
  },
  {
    name: 'add again',
    act: () =>
      world.alice.trpc.conversations.addParticipants.mutate({
        conversationId: group,
        userIds: [world.bob.id],
      }),
  },
  {
    name: 'the owner leaves',
    act: () => world.alice.trpc.conversations.leave.mutate({ conversationId: group }),
  },
  {
    name: 'create a direct conversation',
    act: () => carol.trpc.conversations.create.mutate({ receiverId: world.alice.id }),
  },
  {
    name: 'create it again',
    act: () => world.alice.trpc.conversations.create.mutate({ receiverId: carol.id }),
  },
  {
    name: 'create a group',
    act: () =>
      world.bob.trpc.conversations.create.mutate({
        title: 'Another',
        participantIds: [world.alice.id, carol.id],
      }),
  },
  { name: 'a grant', act: () => world.grant(world.bob, 5) },
  { name: 'a new zone', act: () => world.alice.trpc.users.update.mutate({ timeZone: 'Asia/Tokyo' }) },
  { name: 'a new day', act: () => world.advance(24) },
  { name: 'a sign-in, which erases', act: () => world.bob.signIn() },
  { name: 'a resume of all', act: () => Promise.all(clients.map((client) => client.resume())) },
]

test.each(ACTIONS)('old state + events = fresh state for everybody after: $name', async ({ act }) => {
  await verifyAction(world, clients, act)
})

test('hidden marks change nothing for others, and for oneself what they should', async () => {
  await world.bob.trpc.users.update.mutate({ readReceipts: false })
  for (const client of clients) client[Symbol.dispose]()
  clients = await Promise.all([world.alice, world.bob, carol].map((person) => FoldingClient.open(person)))
  await verifyAction(world, clients, () => world.alice.send(direct, 'unseen', { maxPoints: 10 }))
  const { readSeq } = await verifyAction(world, clients, () =>
    world.bob.trpc.messages.read.mutate({ conversationId: direct, upToSeq: 2 ** 40 }),
  )
  await verifyAction(world, clients, () =>
    world.alice.trpc.messages.read.mutate({ conversationId: direct, upToSeq: readSeq }),
  )
})

test('the helper sees what is missing: a change behind the back of the server does not pass', async () => {
  vanishing = uuidv7()
  const act =
    () => world.sql`select pennypost.send_messages(array[${vanishing}]::uuid[], array[${direct}]::uuid[],
    array[${world.alice.id}], array['unheard'], array[null]::float8[], array[true], array[null]::bigint[], 100, 10)`
  await expect(verifyAction(world, clients, async () => await act())).rejects.toThrow(
    'holds after the events',
  )
})
