import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'
import { until } from '../world/until.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  const names = ['Zoë Adler', 'zoé adler', 'ZOE', 'Zo%', 'Zo_x', 'Zo\\', 'Ümit', 'Ωmega', 'Γιωργος']
  for (const [index, name] of names.entries())
    await world.sql`insert into pennypost.users (id, name, email)
      values (${`find-${index}`}, ${name}, ${`find-${index}@example.com`})`
})
afterAll(() => world[Symbol.asyncDispose]())

const find = async (query: string, limit?: number) => {
  const { items } = await world.alice.trpc.users.find.query({ query, ...(limit && { limit }) })
  return items.map(({ name }) => name)
}

test('people are found by the beginning of their name, in any case of letters', async () => {
  expect((await find('zo')).toSorted()).toEqual(
    ['Zoë Adler', 'zoé adler', 'ZOE', 'Zo%', 'Zo_x', 'Zo\\'].toSorted(),
  )
  expect(await find('ZOË')).toEqual(['Zoë Adler'])
  expect(await find('üMIT')).toEqual(['Ümit'])
  expect(await find('ωm')).toEqual(['Ωmega'])
  for (const query of ['ΓΙΩΡΓΟΣ', 'γιωργοσ', 'Γιωργος', 'γι'])
    expect(await find(query), query).toEqual(['Γιωργος'])
  expect(await find('adler')).toEqual([])
  expect(await find('zo', 2)).toHaveLength(2)
})

test('a name is looked up by its index, however many people there are', async () => {
  await using full = await createWorld()
  const { alice, sql } = full
  await sql`insert into pennypost.users (id, name) select 'many-' || i, 'Many ' || i from generate_series(1, 10000) i`
  await sql`analyze pennypost.users`
  // Postgres counts once a second, when it is asked something more.
  await until(async () => {
    const { items } = await alice.trpc.users.find.query({ query: 'MANY 77', limit: 2 })
    expect(items.map(({ name }) => name)).toEqual(['Many 77', 'Many 770'])
    const [index] = await sql`select idx_scan::integer as scans from pg_stat_user_indexes
      where indexrelname = 'users_name_in_one_case'`
    expect(index?.scans).toBeGreaterThan(0)
  })
})

test('the wildcards of LIKE are letters like others', async () => {
  expect(await find('%')).toEqual([])
  expect(await find('_')).toEqual([])
  expect(await find('zo%')).toEqual(['Zo%'])
  expect(await find('zo_')).toEqual(['Zo_x'])
  expect(await find('zo\\')).toEqual(['Zo\\'])
  expect(await find("'; drop table users --")).toEqual([])
})

test('an e-mail finds its owner only as a whole, and no answer holds one', async () => {
  expect(await find('FIND-6@example.com')).toEqual(['Ümit'])
  expect(await find('find-6@')).toEqual([])
  const { items } = await world.alice.trpc.users.find.query({ query: 'zo' })
  for (const person of items) expect(Object.keys(person).toSorted()).toEqual(['id', 'name', 'role'])
})

test('new people start in UTC with receipts and typing on, no points and twenty free messages', async () => {
  const carol = await world.person('Carol')
  expect(await carol.trpc.users.me.query()).toEqual({
    id: carol.id,
    name: 'Carol',
    email: 'carol@example.com',
    role: 'member',
    timeZone: 'UTC',
    readReceipts: true,
    typingIndicators: true,
  })
  const quota = await carol.trpc.quota.status.query()
  expect(quota).toMatchObject({ balance: 0, remainingFree: 20, dailyFreeLimit: 20, timeZone: 'UTC' })
  expect(quota.resetsAt).toMatch(/T00:00:00\.000Z$/)
  expect((await carol.trpc.wallet.entries.query()).items).toEqual([])
})

test('one changes only what one names', async () => {
  const dora = await world.person('Dora')
  const before = await dora.trpc.users.me.query()
  expect(await dora.trpc.users.update.mutate({})).toEqual(before)
  expect(await dora.trpc.users.update.mutate({ name: ' Dora 😄 ' })).toEqual({ ...before, name: 'Dora 😄' })
  expect(await dora.trpc.users.update.mutate({ readReceipts: false })).toMatchObject({
    name: 'Dora 😄',
    readReceipts: false,
    typingIndicators: true,
  })
})

test('others see a new name in their conversations', async () => {
  const eve = await world.person('Eve')
  const { conversation } = await world.bob.trpc.conversations.create.mutate({ receiverId: eve.id })
  await eve.trpc.users.update.mutate({ name: 'Eva' })
  const seen = await world.bob.trpc.conversations.get.query({ conversationId: conversation.id })
  expect(seen.participants.map(({ name }) => name)).toContain('Eva')
})

test.each(['Mars/Base', '../etc', '+05:00', '', 'posixrules', 'Factory'])(
  'the zone %j is refused',
  async (timeZone) => {
    const call = world.alice.trpc.users.update.mutate({ timeZone, name: 'Nobody' })
    expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: ['timeZone'] }] })
    expect((await world.alice.trpc.users.me.query()).name).toBe('Alice')
  },
)

test('every zone that this runtime knows is known to the database', async () => {
  const known = await world.sql<{ name: string }[]>`select lower(name) as name from pg_timezone_names`
  const names = new Set(known.map(({ name }) => name))
  expect(Intl.supportedValuesOf('timeZone').filter((zone) => !names.has(zone.toLowerCase()))).toEqual([])
})

test('the points to start with are granted once, at the sign-up', async () => {
  await using generous = await createWorld({ settings: { signupPoints: 7 } })
  const { alice } = generous
  await alice.signIn()
  const { items } = await alice.trpc.wallet.entries.query()
  expect(items.map(({ points, reason, balanceAfter }) => [points, reason, balanceAfter])).toEqual([
    [7, 'signup', 7],
  ])
})
