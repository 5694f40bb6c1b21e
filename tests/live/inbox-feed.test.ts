import type { InboxEvent } from '@pennypost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Feed } from '../world/feed.ts'
import type { Person } from '../world/person.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 3 } })
})
afterAll(() => world[Symbol.asyncDispose]())

async function pair(): Promise<{ one: Person; other: Person; conversationId: string }> {
  nextName += 1
  const [one, other] = await Promise.all([world.person(`One ${nextName}`), world.person(`Other ${nextName}`)])
  const { conversation } = await one.trpc.conversations.create.mutate({ receiverId: other.id })
  return { one, other, conversationId: conversation.id }
}

/** The last summary that a feed has told of a conversation. */
function summaryIn(feed: Feed<InboxEvent>, conversationId: string) {
  const found = feed.events.findLast(
    (event) => event.type === 'conversation' && event.conversation.id === conversationId,
  )
  return found?.type === 'conversation' ? found.conversation : null
}

test('the first page comes at once, empty, and its id resumes', async () => {
  const { one, other, conversationId } = await pair()
  using inbox = await other.inbox().opened()
  expect(inbox.pages[0]?.data).toMatchObject({ events: [], reset: false })
  await one.send(conversationId, 'missed')
  using resumed = await other.inbox(inbox.pages[0]?.id).opened()
  expect(resumed.pages[0]?.data.reset).toBe(false)
  expect(summaryIn(resumed, conversationId)).toMatchObject({ unread: 1, lastMessage: { content: 'missed' } })
  expect(resumed.events.some((event) => event.type === 'quota')).toBe(true)
})

test('after every change the inbox tells what conversations.get would answer', async () => {
  const { one, other, conversationId } = await pair()
  using inbox = await other.inbox().opened()
  const actions: (() => Promise<unknown>)[] = [
    () => one.send(conversationId, 'hello'),
    () => other.trpc.messages.read.mutate({ conversationId, upToSeq: 1 }),
    () => other.send(conversationId, 'hello back'),
    () => one.trpc.messages.read.mutate({ conversationId, upToSeq: 3 }),
    () => one.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: 2 }),
    () => other.trpc.users.block.mutate({ userId: one.id }),
    () => other.trpc.users.unblock.mutate({ userId: one.id }),
  ]
  for (const act of actions) {
    await act()
    const fresh = JSON.stringify(await other.trpc.conversations.get.query({ conversationId }))
    await inbox.until((feed) => JSON.stringify(summaryIn(feed, conversationId)) === fresh)
  }
})

test('one who hides their marks still hears of their own marks, from another device', async () => {
  const { one, other, conversationId } = await pair()
  await other.trpc.users.update.mutate({ readReceipts: false })
  await one.send(conversationId, 'hello')
  using inbox = await other.inbox().opened()
  await other.connect().messages.read.mutate({ conversationId, upToSeq: 1 })
  await inbox.until((feed) => summaryIn(feed, conversationId)?.readSeq === 1)
})

test('a new conversation, a removal and a return are told; the quota after each own send', async () => {
  const { one, other } = await pair()
  using inbox = await other.inbox().opened()
  using own = await one.inbox().opened()
  const { conversation } = await one.trpc.conversations.create.mutate({
    title: 'Group',
    participantIds: [other.id],
  })
  const conversationId = conversation.id
  await inbox.until((feed) => summaryIn(feed, conversationId) !== null)
  await one.trpc.conversations.removeParticipant.mutate({ conversationId, userId: other.id })
  await inbox.until(({ events }) => events.at(-1)?.type === 'removed')
  expect(inbox.events.at(-1)).toEqual({ type: 'removed', conversationId })
  await one.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [other.id] })
  await inbox.until(({ events }) => events.at(-1)?.type === 'conversation')
  await other.trpc.conversations.leave.mutate({ conversationId })
  await inbox.until(({ events }) => events.at(-1)?.type === 'removed')
  const { quota } = await one.send(conversationId, 'alone')
  await own.until(({ events }) => JSON.stringify(events).includes(JSON.stringify({ type: 'quota', quota })))
})

test('who leaves and is brought back in the same moment ends with what the database says', async () => {
  const { one, other } = await pair()
  const { conversation } = await one.trpc.conversations.create.mutate({
    title: 'Revolving',
    participantIds: [other.id],
  })
  const conversationId = conversation.id
  using inbox = await other.inbox().opened()
  const has = (id: string) => (event: InboxEvent) =>
    (event.type === 'conversation' && event.conversation.id === id) ||
    (event.type === 'removed' && event.conversationId === id)
  for (let round = 0; round < 40; round += 1) {
    await Promise.allSettled([
      other.trpc.conversations.leave.mutate({ conversationId }),
      one.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [other.id] }),
    ])
    const { items } = await other.trpc.conversations.list.query()
    const isIn = items.some(({ id }) => id === conversationId)
    await inbox.until(
      ({ events }) => events.findLast(has(conversationId))?.type === (isIn ? 'conversation' : 'removed'),
    )
    await one.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [other.id] })
    await inbox.until(({ events }) => events.findLast(has(conversationId))?.type === 'conversation')
  }
})

test('a grant, a new zone and a moved clock tell the quota', async () => {
  const { one } = await pair()
  using inbox = await one.inbox().opened()
  const quotas = () => inbox.events.flatMap((event) => (event.type === 'quota' ? [event.quota] : []))
  await world.grant(one, 15)
  await inbox.until(() => quotas().at(-1)?.balance === 15)
  const { day } = await one.trpc.quota.status.query()
  await world.advance(24)
  await inbox.until(() => (quotas().at(-1)?.day ?? day) !== day)
  const told = quotas().length
  await one.trpc.users.update.mutate({ timeZone: 'Asia/Tokyo' })
  await inbox.until(() => quotas().length > told)
})

test('a grant that nobody could hear of is told as soon as the control channel is back', async () => {
  const one = await world.person('One who writes to nobody')
  using inbox = await one.inbox().opened()
  await world.sql.unsafe(`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and application_name = 'pennypost-server control';
    select pennypost.grant_points('${one.id}', 50, 'grant', 'unheard', null, pennypost.now())`)
  await inbox.until(({ events }) =>
    events.some((event) => event.type === 'quota' && event.quota.balance === 50),
  )
})

test('a resume tells of what was left and what came while away, and of the rest nothing', async () => {
  const { one, other } = await pair()
  const group = async (title: string) => {
    const { conversation } = await one.trpc.conversations.create.mutate({ title, participantIds: [other.id] })
    return conversation.id
  }
  const [quiet, left, joined] = [await group('Quiet'), await group('Left'), await group('Joined')]
  await one.trpc.conversations.removeParticipant.mutate({ conversationId: joined, userId: other.id })
  await world.advance(1)
  // The server reads the clock with a feed's first page; until then its own estimate is an hour behind.
  using _clock = await one.follow(quiet).opened()
  let lastEventId = ''
  {
    using inbox = await other.inbox().opened()
    lastEventId = inbox.lastEventId
  }
  await one.trpc.conversations.removeParticipant.mutate({ conversationId: left, userId: other.id })
  await one.trpc.conversations.addParticipants.mutate({ conversationId: joined, userIds: [other.id] })
  using resumed = await other.inbox(lastEventId).opened()
  const told = resumed.pages[0]?.data.events ?? []
  expect(told).toContainEqual({ type: 'removed', conversationId: left })
  expect(told).not.toContainEqual({ type: 'removed', conversationId: joined })
  expect(summaryIn(resumed, joined)).not.toBeNull()
  expect(summaryIn(resumed, quiet)).toBeNull()
})

test.each([
  'garbage',
  '5',
  '0001',
  '-271821-04-20T00:00:00.000Z',
  '2999-01-01T00:00:00.000Z',
  '2026-11-22',
  '2026-11-22T00:00:00.000Z/',
  '2026-11-22T00:00:00.000Z/2999-01-01T00:00:00.000Z',
  '{}',
  `2026-11-22T00:00:00.000Z${' '.repeat(101)}`,
])('an id that was never given (%j) is a reset, and what follows is heard', async (lastEventId) => {
  const { one, other, conversationId } = await pair()
  using inbox = await other.inbox(lastEventId).opened()
  expect(inbox.pages[0]?.data).toMatchObject({ reset: true, events: [] })
  await one.send(conversationId, 'hello')
  await inbox.until((feed) => summaryIn(feed, conversationId) !== null)
})

test('a person with more than a thousand changed conversations is told to fetch afresh', async () => {
  const { one } = await pair()
  const { day } = await one.trpc.quota.status.query()
  await world.sql`
    with made as (
      insert into pennypost.conversations (id, kind, title, created_by, last_activity_at, changed_at, created_at)
      select gen_random_uuid(), 'group', 'Many', ${one.id}, now, now, now
      from generate_series(1, 1001), pennypost.now() now
      returning id, created_at
    )
    insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
    select id, ${one.id}, 'owner', created_at, 0, created_at from made`
  using inbox = await one.inbox(`${day}T00:00:00.000Z`).opened()
  expect(inbox.pages[0]?.data).toMatchObject({ reset: true, events: [] })
})
