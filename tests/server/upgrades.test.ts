import { inspectSchema, migrate } from '@pennypost/db'
import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { refusalOf } from '../world/refusal.ts'

/** Makes a database look as if a version with other texts of the SQL functions had been there last. */
async function age(sql: Sql, { hasSameTriggers = true } = {}): Promise<void> {
  const [schema] = await sql<{ triggers: string }[]>`
    select split_part(obj_description('pennypost'::regnamespace, 'pg_namespace'), ':', 2) as triggers`
  await sql.unsafe(`comment on schema pennypost is 'of before:${hasSameTriggers ? schema?.triggers : ''}'`)
}

async function upgrade({ url, sql }: Pick<TestDatabase, 'url' | 'sql'>): Promise<void> {
  await migrate(url, { testClock: true })
  await expect(inspectSchema(sql)).resolves.toEqual({ missing: 0, unknown: 0, functions: 'test' })
}

async function listFunctionsAndTriggers(sql: Sql) {
  return await sql`
    select pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'pennypost'::regnamespace
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'pennypost'::regnamespace and not t.tgisinternal
    order by definition`
}

test('a new version’s functions take their places while somebody writes to every table', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  await age(sql)
  const tables = await sql<{ name: string }[]>`
    select oid::regclass as name from pg_class where relnamespace = 'pennypost'::regnamespace and relkind = 'r'`
  const writer = await sql.reserve()
  await writer`begin`
  await writer.unsafe(`lock table ${tables.map(({ name }) => name)} in row exclusive mode`)
  await upgrade(database)
  await writer`rollback`
  writer.release()
  expect(tables.length).toBeGreaterThan(10)
})

test('nobody’s call fails while a new version’s functions take their places, with triggers or without', async () => {
  await using world = await createWorld()
  const { alice, bob, sql } = world
  const conversationId = await world.direct()
  await world.grant(alice, 100_000)
  await world.grant(bob, 100_000)
  let isOver = false
  let sent = 0
  const work = async (person: typeof alice) => {
    while (!isOver) {
      const { message } = await person.send(conversationId, 'on and on')
      await person.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq })
      await person.trpc.users.update.mutate({ typingIndicators: sent % 2 === 0 })
      const page = await person.trpc.messages.fetch.query({ conversationId })
      expect(page.items.some(({ id }) => id === message.id)).toBe(true)
      sent += 1
    }
  }
  const working = Promise.all([alice, bob, alice, bob].map(work))
  for (let version = 0; version < 10; version += 1) {
    const before = sent
    await age(sql, { hasSameTriggers: version % 2 === 0 })
    await Promise.race([working, upgrade({ url: world.databaseUrl, sql })])
    await expect.poll(() => sent).toBeGreaterThan(before)
  }
  isOver = true
  await working
})

test('an upgrade leaves just this version’s functions and triggers', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql.unsafe(`create function pennypost.of_before() returns integer language sql as 'select 1';
    create function pennypost.live_view(integer) returns integer language sql as 'select 1';
    create or replace function pennypost.typing_of(p_user_id text, p_conversation_id uuid) returns jsonb
      language sql as 'select null::jsonb';
    drop function pennypost.mark_read;
    drop trigger users_have_accounts on pennypost.users`)
  await age(sql, { hasSameTriggers: false })
  await upgrade(database)
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
})

test.each([
  ['answered another type', 'pennypost.live_view(p_user_id text) returns integer'],
  ['named an argument otherwise', 'pennypost.live_view(p_whose text) returns integer'],
])('an upgrade replaces a function that %s', async (_what, head) => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql.unsafe(`drop function pennypost.live_view; create function ${head} language sql as 'select 1';`)
  await age(sql)
  await upgrade(database)
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
})

test('a host’s own charge stays through upgrades, and Pennypost’s comes back once it is dropped', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  const { alice, sql, databaseUrl: url } = world
  const conversationId = await world.direct()
  const dropCharge = 'drop function pennypost.charge;'
  const chargeOfHost = `create or replace function
    pennypost.charge(p_user_ids text[], p_points bigint[], p_kind text, p_subject_ids uuid[], p_now timestamptz)
    returns table (payer_id text, balance_after bigint)
    language sql as 'select payer, 7::bigint from unnest(p_user_ids) payer'`
  for (const place of [chargeOfHost, dropCharge + chargeOfHost]) {
    await sql.unsafe(place)
    for (const version of ['one', 'another']) {
      await age(sql)
      await upgrade({ url, sql })
      const { quota } = await alice.send(conversationId, version)
      expect(quota.balance).toBe(7)
    }
  }
  await sql.unsafe(dropCharge)
  await upgrade({ url, sql })
  // So versions left it that did not mark theirs.
  await sql`comment on function pennypost.charge is null`
  await age(sql)
  await upgrade({ url, sql })
  const [ours] = await sql`select obj_description('pennypost.charge'::regproc) is not null as is_marked`
  expect(ours).toEqual({ is_marked: true })
  expect(await refusalOf(alice.send(conversationId, 'unpaid'))).toMatchObject({ code: 'NOT_ENOUGH_POINTS' })
})
