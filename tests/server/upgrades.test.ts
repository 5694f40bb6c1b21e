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
  await expect(inspectSchema(sql)).resolves.toMatchObject({ missing: 0, unknown: 0, functions: 'test' })
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
    await expect.poll(() => sent, { timeout: 10_000 }).toBeGreaterThan(before)
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

const OF_BEFORE = {
  'answered another type': `drop function pennypost.live_view;
    create function pennypost.live_view(p_user_id text) returns integer language sql as 'select 1'`,
  'named an argument otherwise': `drop function pennypost.live_view;
    create function pennypost.live_view(p_whose text)
      returns table (read_receipts boolean, typing_indicators boolean, hidden_ids jsonb)
      language sql as $$ select true, true, '[]'::jsonb $$`,
  'was a procedure': `drop function pennypost.live_view;
    create procedure pennypost.live_view(p_user_id text) language sql as 'select 1'`,
  'had fewer arguments': `drop function pennypost.conversation_values;
    create function pennypost.conversation_values(p_user_ids text[], p_conversation_ids uuid[])
      returns table (user_id text, conversation_id uuid, conversation jsonb)
      language sql as $$ select '', null::uuid, '{}'::jsonb $$`,
}

test.each(Object.entries(OF_BEFORE))('an upgrade replaces a function that %s', async (_what, ofBefore) => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql.unsafe(ofBefore)
  await age(sql)
  await upgrade(database)
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
})

test('an upgrade that something of a host’s stands in the way of says so, and changes nothing', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  await sql.unsafe(`drop function pennypost.live_view;
    create function pennypost.live_view(p_user_id text) returns integer language sql as 'select 1';
    create view view_of_host as select pennypost.live_view('somebody')`)
  await age(sql)
  const before = await listFunctionsAndTriggers(sql)
  await expect(upgrade(database)).rejects.toThrow('is built on one of them')
  expect(await listFunctionsAndTriggers(sql)).toEqual(before)
  await sql.unsafe('drop view view_of_host')
  await upgrade(database)
})

test('a trigger that waits for its table holds no other, and a start that breaks off there is done again', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql`create function pennypost.of_before() returns integer language sql as 'select 1'`
  await age(sql, { hasSameTriggers: false })
  const writer = await sql.reserve()
  await writer`begin`
  await writer`lock table pennypost.users in row exclusive mode`
  const broken = upgrade(database).catch(String)
  const waiting = () => sql<{ pid: number; holds: string[] }[]>`
    select pid, array(select relation::regclass::text from pg_locks held
      where held.pid = waiting.pid and held.granted and mode = 'ShareRowExclusiveLock' and relation is not null) as holds
    from pg_locks waiting where not granted and relation = 'pennypost.users'::regclass`
  await expect.poll(waiting, { timeout: 10_000 }).toEqual([{ pid: expect.any(Number), holds: [] }])
  const [left] = await sql`select to_regprocedure('pennypost.of_before()') is not null as is_there`
  expect(left).toEqual({ is_there: false })
  const [migration] = await waiting()
  await sql`select pg_cancel_backend(${migration?.pid ?? 0})`
  expect(await broken).toContain('canceling statement')
  await expect(inspectSchema(sql)).resolves.toMatchObject({ functions: 'other' })
  // Whichever version starts now, it makes all triggers again.
  const [schema] = await sql`select obj_description('pennypost'::regnamespace, 'pg_namespace') as comment`
  expect(schema).toEqual({ comment: 'unfinished:' })
  await writer`rollback`
  writer.release()
  await upgrade(database)
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
})

test('a trigger whose function has another name now is never missing', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql`alter function pennypost.open_account() rename to opened_account`
  await age(sql, { hasSameTriggers: false })
  const writer = await sql.reserve()
  await writer`begin`
  await writer`lock table pennypost.sessions in row exclusive mode`
  const upgrading = upgrade(database)
  await expect
    .poll(() => sql`select from pg_locks where not granted and relation = 'pennypost.sessions'::regclass`, {
      timeout: 10_000,
    })
    .toHaveLength(1)
  await writer`insert into pennypost.users (id, name) values ('newcomer', 'Newcomer')`
  await expect(writer`select from pennypost.accounts where user_id = 'newcomer'`).resolves.toHaveLength(1)
  await writer`commit`
  writer.release()
  await upgrading
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
})

const ARGUMENTS = 'p_user_ids text[], p_points bigint[], p_kind text, p_subject_ids uuid[], p_now timestamptz'
const RESULT = 'table (payer_id text, balance_after bigint)'

/** A host's charge that pays for everybody and leaves them seven points. */
const CHARGES_OF_HOSTS = {
  'in the place of ours': `create or replace function pennypost.charge(${ARGUMENTS}) returns ${RESULT}
    language sql as 'select payer, 7::bigint from unnest(p_user_ids) payer'`,
  'made after ours was dropped': `drop function pennypost.charge;
    create function pennypost.charge(${ARGUMENTS}) returns ${RESULT}
    language plpgsql as $$ begin return query select payer, 7::bigint from unnest(p_user_ids) payer; end $$`,
  'with one more argument': `drop function pennypost.charge;
    create function pennypost.charge(${ARGUMENTS}, p_note text default 'chat') returns ${RESULT}
    language sql as 'select payer, 7::bigint from unnest(p_user_ids) payer'`,
  'built on functions of ours': `create or replace function pennypost.charge(${ARGUMENTS}) returns ${RESULT}
    language sql begin atomic select payer, 7::bigint from unnest(p_user_ids) payer where pennypost.now() is not null; end`,
}

test.each(Object.entries(CHARGES_OF_HOSTS))(
  'a host’s charge stays through upgrades: %s',
  async (_how, chargeOfHost) => {
    await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
    const { alice, sql, databaseUrl: url } = world
    const conversationId = await world.direct()
    await sql.unsafe(chargeOfHost)
    for (const change of [
      '',
      'drop function pennypost.live_view(text); create function pennypost.live_view(p_user_id text) returns integer language sql as $$ select 1 $$',
    ]) {
      await sql.unsafe(change)
      await age(sql)
      await upgrade({ url, sql })
      await expect(inspectSchema(sql)).resolves.toMatchObject({ charge: 'host' })
      const { quota } = await alice.send(conversationId, 'paid by the host')
      expect(quota.balance).toBe(7)
    }
    await sql`drop function pennypost.charge`
    await upgrade({ url, sql })
    await expect(inspectSchema(sql)).resolves.toMatchObject({ charge: 'pennypost' })
    expect(await refusalOf(alice.send(conversationId, 'unpaid'))).toMatchObject({ code: 'NOT_ENOUGH_POINTS' })
  },
)

/** As versions made it that did not sign theirs: a copy, because it is not to follow charge.sql. */
const CHARGE_UNSIGNED = `drop function pennypost.charge;
create function pennypost.charge(
  p_user_ids text[], p_points bigint[], p_kind text, p_subject_ids uuid[], p_now timestamptz)
returns table (payer_id text, balance_after bigint)
language sql volatile as $$
  with wanted as (
    select * from unnest(p_user_ids, p_points, p_subject_ids) as w(user_id, points, subject_id)
  ), charged as (
    update pennypost.accounts a
    set balance = a.balance - w.points, entry_count = a.entry_count + 1
    from wanted w
    where a.user_id = w.user_id and a.balance >= w.points
    returning a.user_id, a.entry_count, a.balance, w.points, w.subject_id
  ), entered as (
    insert into pennypost.ledger
      (user_id, number, house, points, balance_after, kind, message_id, conversation_id, created_at)
    select user_id, entry_count, 'income', -points, balance, p_kind,
      case p_kind when 'message' then subject_id end, case p_kind when 'opening' then subject_id end, p_now
    from charged
  )
  select user_id, balance from charged
$$;`

const SIGN = `do $$ begin
  execute format('comment on function pennypost.charge is %L',
    (select md5(prosrc) from pg_proc where oid = 'pennypost.charge'::regproc));
end $$`

/** As other versions would make and sign it. */
const CHARGE_OTHERWISE = `create or replace function pennypost.charge(${ARGUMENTS}) returns ${RESULT}
  language sql as 'select null::text, null::bigint'; ${SIGN}`
const CHARGE_OF_MORE = `drop function pennypost.charge;
  create function pennypost.charge(${ARGUMENTS}, p_more text) returns ${RESULT}
  language sql as 'select null::text, null::bigint'; ${SIGN}`

test.each([
  ['did not sign it', CHARGE_UNSIGNED],
  ['had another', CHARGE_OTHERWISE],
  ['had one of more arguments', CHARGE_OF_MORE],
])('an upgrade replaces Pennypost’s own charge of a version that %s', async (_what, ofBefore) => {
  await using database = await createTestDatabase()
  const { sql } = database
  const wanted = await listFunctionsAndTriggers(sql)
  await sql.unsafe(ofBefore)
  await age(sql)
  await upgrade(database)
  await expect(inspectSchema(sql)).resolves.toMatchObject({ charge: 'pennypost' })
  expect(await listFunctionsAndTriggers(sql)).toEqual(wanted)
  const [signed] = await sql`
    select md5(prosrc) = obj_description(oid, 'pg_proc') as is_signed from pg_proc where oid = 'pennypost.charge'::regproc`
  expect(signed).toEqual({ is_signed: true })
})

test('a host’s function beside Pennypost’s charge stays, and the charge is still brought up to date', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  await sql.unsafe(`${CHARGE_OTHERWISE};
    create function pennypost.charge(p_card text) returns integer language sql as 'select 1'`)
  const beside = () => sql`select pg_get_functiondef('pennypost.charge(text)'::regprocedure) as definition`
  const [before] = await beside()
  await age(sql)
  await upgrade(database)
  await expect(inspectSchema(sql)).resolves.toMatchObject({ charge: 'pennypost' })
  expect(await beside()).toEqual([before])
  const [ours] = await sql`
    select prosrc like '%insert into pennypost.ledger%' as is_new from pg_proc
    where oid = 'pennypost.charge(text[], bigint[], text, uuid[], timestamptz)'::regprocedure`
  expect(ours).toEqual({ is_new: true })
})
