import type { ConversationEvent, InboxEvent, PresenceEvent } from '@pennypost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { Feed, Recording } from '../world/feed.ts'
import { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

const WITHIN_MS = 1_000

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld({ serverCount: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

async function newcomer(): Promise<Person> {
  nextName += 1
  return await world.person(`Newcomer ${nextName}`)
}

/** Alice's group with somebody new, who follows everything on both servers. */
async function followed() {
  const person = await newcomer()
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [person.id, world.bob.id],
  })
  const conversationId = conversation.id
  const servers = await Promise.all(
    [person.trpc, person.connect(world.origins[1])].map(async (trpc) => ({
      trpc,
      feed: await new Feed<ConversationEvent>((callbacks) =>
        trpc.live.conversation.subscribe({ conversationId }, callbacks),
      ).opened(),
      inbox: await new Feed<InboxEvent>((callbacks) => trpc.live.inbox.subscribe({}, callbacks)).opened(),
      presence: await new Recording<PresenceEvent>((callbacks) =>
        trpc.live.presence.subscribe({ conversationId }, callbacks),
      ).until(({ isStarted }) => isStarted),
    })),
  )
  return { person, conversationId, servers }
}

test('who is removed hears of nothing that comes after it, on the same server and on the other', async () => {
  const { alice, bob } = world
  const { person, conversationId, servers } = await followed()
  await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: person.id })
  await bob.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await alice.send(conversationId, 'just us now')
  for (const { feed, presence } of servers) {
    await feed.until(({ isOver }) => isOver, WITHIN_MS)
    await presence.until(({ isOver }) => isOver, WITHIN_MS)
    expect(feed.events).toEqual([])
    expect(presence.items).toEqual([])
    expect(String(feed.error)).toContain('Not found')
  }
  await servers[0]?.inbox.until(({ events }) => events.some((event) => event.type === 'removed'))
})

test('who leaves hears no more, and their other conversations go on', async () => {
  const { conversationId, servers, person } = await followed()
  const other = await world.alice.trpc.conversations.create.mutate({ receiverId: person.id })
  using still = await person.follow(other.conversation.id).opened()
  await person.trpc.conversations.leave.mutate({ conversationId })
  for (const { feed } of servers) await feed.until(({ isOver }) => isOver, WITHIN_MS)
  await world.alice.send(other.conversation.id, 'hello')
  await still.until(({ events }) => events.length === 1)
})

test('who is removed and brought back at once keeps or regains the subscription, and misses nothing', async () => {
  const { alice } = world
  const { person, conversationId, servers } = await followed()
  const [here] = servers
  if (here === undefined) throw new Error('no server')
  for (let round = 0; round < 10; round += 1) {
    await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: person.id })
    await alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [person.id] })
    using again = await person.follow(conversationId).opened()
    const { message } = await alice.send(conversationId, `round ${round}`)
    await again.until(({ events }) => events.some((event) => event.seq === message.seq))
    expect(again.isOver).toBe(false)
  }
})

test('a block is felt within a second on both servers: no typing, no receipts', async () => {
  const { alice, bob } = world
  const { person, conversationId, servers } = await followed()
  await person.trpc.users.block.mutate({ userId: bob.id })
  await alice.send(conversationId, 'one')
  for (const { feed } of servers.slice(0, 1)) await feed.until(({ events }) => events.length === 1)
  await bob.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await bob.trpc.messages.read.mutate({ conversationId, upToSeq: 1 })
  await alice.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await alice.send(conversationId, 'two')
  const [here] = servers
  await here?.feed.until(({ events }) => events.length === 2)
  await here?.presence.until(({ items }) => items.length > 0)
  expect(here?.feed.events.map(({ type }) => type)).toEqual(['message', 'message'])
  expect(here?.presence.items.map(({ userId }) => userId)).not.toContain(bob.id)
})

const ENDS: [string, (person: Person) => Promise<unknown>][] = [
  ['signs out', (person) => person.signOut()],
  ['is banned', ({ id }) => world.sql`update pennypost.users set banned_at = now() where id = ${id}`],
  ['loses the session', ({ id }) => world.sql`delete from pennypost.sessions where user_id = ${id}`],
]

test.each(ENDS)(
  'who %s hears no more within a second, on both servers, and no token helps',
  async (_, end) => {
    const { person, conversationId, servers } = await followed()
    const token = await person.token()
    const http = await person.overHttp()
    const closed = servers.map(({ feed }) => feed.pages.length)
    await end(person)
    const endedMs = performance.now()
    for (;;) {
      const answer = await fetch(`${world.origin}/api/trpc/users.me`, {
        headers: { authorization: `Bearer ${token}` },
      })
      if (answer.status === 401) break
      expect(performance.now() - endedMs).toBeLessThan(WITHIN_MS)
    }
    for (const { feed } of servers) await feed.until(({ isCut }) => isCut, WITHIN_MS)
    using witness = await world.bob.follow(conversationId).opened()
    await world.alice.send(conversationId, 'unheard')
    await witness.until(({ events }) => events.length > 0)
    expect(await refusalOf(http.users.me.query())).toEqual({ code: 'NOT_SIGNED_IN' })
    expect(servers.map(({ feed }) => feed.pages.length)).toEqual(closed)
  },
)

test('who changes the password stays, and what was signed in elsewhere does not', async () => {
  const person = await newcomer()
  const elsewhere = await Person.signIn(world.origin, person.email)
  const statusFor = async (cookie: string) =>
    (await fetch(`${world.origin}/api/trpc/users.me`, { headers: { cookie } })).status
  expect(await statusFor(elsewhere)).toBe(200)
  await person.changePassword('another good password')
  expect(await statusFor(elsewhere)).toBe(401)
  expect(await statusFor(person.cookie)).toBe(200)
})
