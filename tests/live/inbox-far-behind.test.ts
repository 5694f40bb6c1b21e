import type { InboxEvent } from '@pennypost/domain'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { createWorld, type World } from '../world/create-world.ts'
import type { Feed } from '../world/feed.ts'

let redis: TestRedis
let world: World
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
// Heartbeats are ticked.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval'] }))
afterEach(async () => {
  await world[Symbol.asyncDispose]()
  vi.useRealTimers()
})

/** SQL that makes groups with Alice alone, which changes as many of her conversations at this instant. */
const madeGroups = (title: string, count: number) => `
  with made as (
    insert into pennypost.conversations (id, kind, title, created_by, last_activity_at, changed_at, created_at)
    select gen_random_uuid(), 'group', '${title}', '${world.alice.id}', now, now, now
    from generate_series(1, ${count}), pennypost.now() now
    returning id, created_at
  )
  insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
  select id, '${world.alice.id}', 'owner', created_at, 0, created_at from made`

const makeGroups = (title: string, count: number) => world.sql.unsafe(madeGroups(title, count))

/** Ends the control channel, and changes something before it can be back. */
const cutControl = (change: string) =>
  world.sql.unsafe(`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and application_name = 'pennypost-server control';
    ${change}`)

/** The id of an inbox that has heard of everything so far. */
async function reachedId(): Promise<string> {
  // The server reads the clock with a feed's first page: from then on its own is not behind what was stamped before.
  using _clock = await world.alice.follow(await world.direct()).opened()
  using inbox = await world.alice.inbox().opened()
  return inbox.lastEventId
}

/** The titles of the conversations that an inbox has told of. */
const titlesIn = ({ events }: Feed<InboxEvent>) =>
  events.flatMap((event) => (event.type === 'conversation' ? [event.conversation.title] : []))

test.each([
  ['alone', 700, 400],
  ['alone', 1, 1_000],
  ['with Redis', 700, 400],
])(
  '%s: %i told just before do not count as behind, and the %i that changed since then are all told',
  async (how, before, since) => {
    world = await createWorld({ redisUrl: how === 'alone' ? null : redis.url })
    await makeGroups('Before', before)
    const lastEventId = await reachedId()
    await makeGroups('Since', since)
    using resumed = await world.alice.inbox(lastEventId).opened()
    expect(resumed.pages[0]?.data.reset).toBe(false)
    expect(titlesIn(resumed).filter((title) => title === 'Since')).toHaveLength(since)
  },
)

test('more than a thousand that changed since then are a reset, though nothing was told before', async () => {
  world = await createWorld()
  const lastEventId = await reachedId()
  await world.advance(1)
  await makeGroups('Since', 1_001)
  using resumed = await world.alice.inbox(lastEventId).opened()
  expect(resumed.pages[0]?.data).toMatchObject({ reset: true, events: [] })
})

test('an inbox whose control channel comes back after more than two thousand changes is told to fetch afresh', async () => {
  world = await createWorld()
  using inbox = await world.alice.inbox().opened()
  await cutControl(madeGroups('Since', 2_001))
  await inbox.until(({ pages }) => pages.some(({ data }) => data.reset))
  expect(titlesIn(inbox)).toEqual([])
})

test('a control channel that comes back makes inboxes hear again only of what changed in the last two heartbeats', async () => {
  world = await createWorld()
  const { alice, bob } = world
  await world.direct()
  using inbox = await alice.inbox().opened()
  const quotas = () => inbox.events.filter(({ type }) => type === 'quota').length
  await world.advance(1)
  await inbox.until(() => quotas() > 0)
  for (let beats = 0; beats < 2; beats += 1) {
    vi.advanceTimersByTime(15_000)
    await Promise.all([alice.trpc.users.me.query(), bob.trpc.users.me.query()])
  }
  await cutControl(madeGroups('New', 1))
  await inbox.until(() => titlesIn(inbox).length > 0)
  expect(titlesIn(inbox)).toEqual(['New'])
})
