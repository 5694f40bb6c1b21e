import type { ConversationEvent, InboxEvent, PresenceEvent } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { Feed, Recording } from '../world/feed.ts'
import type { Person } from '../world/person.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

const worldOfTwo = (redisUrl: string | null) =>
  createWorld({ serverCount: 2, redisUrl, settings: { dailyFreeLimit: 1_000 } })

const there = (world: World, person: Person) => person.connect(world.origins[1])

function followThere(world: World, person: Person, conversationId: string) {
  const trpc = there(world, person)
  return new Feed<ConversationEvent>((callbacks) =>
    trpc.live.conversation.subscribe({ conversationId }, callbacks),
  ).opened()
}

function openInbox(trpc: ReturnType<typeof there>, lastEventId?: string) {
  return new Feed<InboxEvent>((callbacks) =>
    trpc.live.inbox.subscribe(lastEventId === undefined ? {} : { lastEventId }, callbacks),
  ).opened()
}

test.each(['without Redis', 'with Redis'])(
  'fifty who send at once over two servers, ten each, leave no gap in the numbers, %s',
  async (how) => {
    await using world = await worldOfTwo(how === 'with Redis' ? redis.url : null)
    const { alice, bob } = world
    const people = await world.people(...Array.from({ length: 24 }, (_, index) => `Crowd ${index}`))
    const { conversation } = await alice.trpc.conversations.create.mutate({
      title: 'Crowd',
      participantIds: [bob.id, ...people.map(({ id }) => id)],
    })
    const conversationId = conversation.id
    using near = await bob.follow(conversationId).opened()
    using far = await followThere(world, bob, conversationId)
    const senders = [alice, ...people].flatMap((person) => [person.trpc, there(world, person)])
    const seqs: number[] = []
    await Promise.all(
      senders.map(async (trpc) => {
        for (let sent = 0; sent < 10; sent += 1) {
          const { message } = await trpc.messages.send.mutate({
            id: uuidv7(),
            conversationId,
            content: 'hello',
          })
          seqs.push(message.seq)
        }
      }),
    )
    const all = Array.from({ length: 500 }, (_, index) => index + 1)
    expect(seqs.toSorted((a, b) => a - b)).toEqual(all)
    if (how === 'without Redis') {
      await there(world, bob).messages.send.mutate({ id: uuidv7(), conversationId, content: 'to here' })
      await bob.send(conversationId, 'and to there')
      await there(world, bob).messages.send.mutate({
        id: uuidv7(),
        conversationId,
        content: 'and here again',
      })
      all.push(501, 502, 503)
    }
    const reached = how === 'with Redis' ? 500 : 502
    await near.until(({ lastEventId }) => Number(lastEventId) >= reached)
    await far.until(({ lastEventId }) => Number(lastEventId) >= reached)
    for (const feed of [near, far]) {
      const heard = feed.events.map(({ seq }) => seq)
      expect(heard).toEqual(all.slice(0, heard.length))
    }
  },
)

test('what happens on one server is heard on the other: messages, marks, typing, changes, inbox', async () => {
  await using world = await worldOfTwo(redis.url)
  const { alice, bob } = world
  const conversationId = await world.direct()
  using feed = await followThere(world, bob, conversationId)
  const bobThere = there(world, bob)
  using inbox = await openInbox(bobThere)
  using presence = await new Recording<PresenceEvent>((callbacks) =>
    bobThere.live.presence.subscribe({ conversationId }, callbacks),
  ).until(({ isStarted }) => isStarted)
  await alice.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await alice.send(conversationId, 'hello')
  await bob.send(conversationId, 'hello back')
  await alice.trpc.messages.read.mutate({ conversationId, upToSeq: 2 })
  await alice.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: 3 })
  await feed.until(({ lastEventId }) => lastEventId === '4')
  expect(feed.events).toMatchObject([
    { type: 'message', seq: 1 },
    { type: 'message', seq: 2 },
    { type: 'read', seq: 3, userId: alice.id },
    { type: 'conversation', seq: 4, conversation: { defaultExpirationHours: 3 } },
  ])
  const fresh = await bobThere.conversations.get.query({ conversationId })
  await inbox.until(({ events }) => JSON.stringify(events).includes(JSON.stringify(fresh)))
  await inbox.until(({ events }) =>
    events.some((event) => event.type === 'quota' && event.quota.usedToday === 1),
  )
  await presence.until(({ items }) => items.at(-1)?.isTyping === false)
})

test('who is taken out on one server hears nothing more on the other, with and without Redis', async () => {
  for (const url of [redis.url, null]) {
    await using world = await worldOfTwo(url)
    const { alice, bob } = world
    const { conversation } = await alice.trpc.conversations.create.mutate({
      title: 'Trip',
      participantIds: [bob.id],
    })
    const conversationId = conversation.id
    using feed = await followThere(world, bob, conversationId)
    await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: bob.id })
    await there(world, alice).messages.send.mutate({ id: uuidv7(), conversationId, content: 'he is gone' })
    await feed.until(({ isOver }) => isOver, 1_000)
    expect(String(feed.error)).toContain('Not found')
    expect(JSON.stringify(feed.pages)).not.toContain('he is gone')
  }
})

test('an inbox without Redis hears nothing of the other server, but resumes with all of it', async () => {
  await using world = await worldOfTwo(null)
  const { alice, bob } = world
  const conversationId = await world.direct()
  const bobThere = there(world, bob)
  using inbox = await openInbox(bobThere)
  await alice.send(conversationId, 'over here')
  using resumed = await openInbox(bobThere, inbox.lastEventId)
  expect(resumed.events).toContainEqual({
    type: 'conversation',
    conversation: await bob.trpc.conversations.get.query({ conversationId }),
  })
})

test('an inbox that resumes is told what its server had not yet heard from the other when it told the last page', async () => {
  const own = await startRedis()
  await using world = await worldOfTwo(own.url)
  const { alice, bob } = world
  const unheard = await world.direct()
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [bob.id],
  })
  const bobThere = there(world, bob)
  using inbox = await openInbox(bobThere)
  await own.stop()
  await alice.send(unheard, 'while away')
  // Longer than any statement takes, and heard of before any heartbeat.
  await world.advance(1)
  await bobThere.messages.send.mutate({ id: uuidv7(), conversationId: conversation.id, content: 'hello' })
  await inbox.until(({ events }) => JSON.stringify(events).includes(conversation.id))
  using resumed = await openInbox(bobThere, inbox.lastEventId)
  expect(resumed.events).toContainEqual({
    type: 'conversation',
    conversation: await bob.trpc.conversations.get.query({ conversationId: unheard }),
  })
})

test('Redis gone loses nothing and delays the other server by a heartbeat; once it is back there is no delay', {
  timeout: 60_000,
}, async () => {
  const own = await startRedis()
  await using world = await worldOfTwo(own.url)
  const { alice, bob } = world
  const conversationId = await world.direct()
  using feed = await followThere(world, bob, conversationId)
  await alice.send(conversationId, 'before')
  await feed.until(({ lastEventId }) => lastEventId === '1')
  await own.stop()
  await alice.send(conversationId, 'while away')
  await feed.until(({ lastEventId }) => lastEventId === '2', 25_000)
  const again = await startRedis(own.port)
  try {
    await alice.send(conversationId, 'after')
    await feed.until(({ lastEventId }) => lastEventId === '3', 25_000)
    expect(feed.events.map(({ seq }) => seq)).toEqual([1, 2, 3])
  } finally {
    await again.stop()
  }
})
