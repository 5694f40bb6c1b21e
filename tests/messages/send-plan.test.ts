import postgres, { type Sql } from 'postgres'
import { uuidv7 } from 'uuidv7'
import { expect, inject, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'

/** What Postgres tells of each statement inside a function, through the module auto_explain. */
const TELL_PLANS = `load 'auto_explain'; set client_min_messages = log; set auto_explain.log_min_duration = 0;
  set auto_explain.log_nested_statements = on; set auto_explain.log_verbose = on`

const SLOW = /Seq Scan on pennypost.(?!test_clock)|Hash Join|hashed|Merge Join/

/** What a statement does, and every statement inside the functions that it calls. */
async function plansOf(databaseUrl: string, ask: (sql: Sql) => Promise<unknown>): Promise<string> {
  const plans: string[] = []
  const host = inject('postgres').host
  const onnotice = ({ message }: { message?: string }) => plans.push(String(message))
  const sql = postgres(databaseUrl, { host, max: 1, onnotice, fetch_types: false })
  await sql.unsafe(TELL_PLANS)
  await ask(sql)
  await sql.end()
  return plans.filter((plan) => plan.includes('plan:')).join('\n')
}

test('a send looks up every row by its index, also with plans that were made while the tables were empty', async () => {
  await using world = await createWorld()
  const { alice, databaseUrl } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'soon gone', { expirationHours: 1 })
  await world.advance(2)
  const plansOfSend = () =>
    plansOf(databaseUrl, async (sql) => {
      const [sent] = await sql`select outcome from pennypost.send_messages(array[${uuidv7()}]::uuid[],
        array[${conversationId}]::uuid[], array[${alice.id}]::text[], array['hello']::text[],
        array[null]::float8[], array[true], array[null]::bigint[], 20, 10::bigint)`
      expect(sent?.outcome).toBe('SENT')
    })
  const steps = await plansOfSend()
  for (const table of ['accounts', 'conversations', 'participants', 'messages', 'blocks'])
    expect(steps).toMatch(new RegExp(`Index.* on pennypost.${table}`))
  // What has expired is looked for, and then erased, by the index that holds nothing else.
  expect(steps.match(/using messages_to_expire|on messages_to_expire/g)?.length).toBeGreaterThanOrEqual(2)
  expect(steps).toMatch(/Update on pennypost.messages/)
  expect(steps).not.toMatch(SLOW)
  expect(await plansOfSend()).not.toMatch(/Update on pennypost.messages/)
})

test('a send, free or paid, changes the account and the conversation within their page, and no index (HOT)', async () => {
  await using world = await createWorld()
  const { alice, databaseUrl } = world
  const conversationId = await world.direct()
  await world.grant(alice, 100)
  // A connection of its own has counted nothing else.
  const sql = postgres(databaseUrl, { host: inject('postgres').host, max: 1 })
  const ids = Array.from({ length: 4 }, () => uuidv7())
  const [counted] = await sql`
    with sent as materialized (
      select sum(one.charged_points)::integer as points
      from unnest(${ids}::uuid[]) id, lateral pennypost.send_messages(array[id], array[${conversationId}]::uuid[],
        array[${alice.id}]::text[], array['hello']::text[], array[null]::float8[], array[true],
        array[null]::bigint[], 2, 10::bigint) one
    )
    select points, pg_stat_get_xact_tuples_updated('pennypost.accounts'::regclass)::integer as accounts,
      pg_stat_get_xact_tuples_hot_updated('pennypost.accounts'::regclass)::integer as accounts_within,
      pg_stat_get_xact_tuples_updated('pennypost.conversations'::regclass)::integer as conversations,
      pg_stat_get_xact_tuples_hot_updated('pennypost.conversations'::regclass)::integer as conversations_within
    from sent`
  await sql.end()
  expect(counted).toEqual({
    points: 20,
    accounts: 4,
    accounts_within: 4,
    conversations: 4,
    conversations_within: 4,
  })
})

test('a page, what a subscriber missed and a summary are read by the index of messages, however young the statistics are', async () => {
  await using world = await createWorld()
  const { alice, databaseUrl, sql } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'hello')
  // When the table was last looked at, all that it held was of one conversation.
  await sql`insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
    select gen_random_uuid(), ${conversationId}, ${alice.id}, i, i, 'hello', now() from generate_series(2, 1000) i`
  await sql`update pennypost.conversations set last_seq = 1000 where id = ${conversationId}`
  await sql`analyze pennypost.messages`
  const page = await plansOf(
    databaseUrl,
    (
      sql,
    ) => sql`select * from pennypost.fetch_messages(array[${alice.id}, ${alice.id}], array[${conversationId},
      ${conversationId}]::uuid[], array[1001, 900]::bigint[], array[false, true], array[51, 51])`,
  )
  const missed = await plansOf(
    databaseUrl,
    (sql) => sql`select * from pennypost.changes_after(${alice.id}, ${conversationId}, 3, 1000)`,
  )
  const summary = await plansOf(
    databaseUrl,
    (sql) =>
      sql`select * from pennypost.conversation_values(array[${alice.id}], array[${conversationId}]::uuid[])`,
  )
  for (const steps of [page, summary]) {
    expect(steps).toMatch(/Index Scan.* on pennypost.messages/)
    // Either would look at all messages of the conversation.
    expect(steps).not.toMatch(/(Seq|Bitmap Heap) Scan on pennypost.messages/)
  }
  // What was missed is a thousand changes at most, all of which are wanted.
  expect(missed).toMatch(/(Index Scan.*|Bitmap Heap Scan) on pennypost.messages/)
  expect(missed).not.toMatch(/Seq Scan on pennypost.messages/)
})

/** What runs for each message, page, read mark and typed key, as one person asks. */
function callsOf(personId: string, conversationId: string): Record<string, (sql: Sql) => Promise<unknown>> {
  return {
    send_messages: (sql) => sql`select outcome from pennypost.send_messages(array[${uuidv7()}]::uuid[],
      array[${conversationId}]::uuid[], array[${personId}]::text[], array['hello']::text[], array[null]::float8[],
      array[true], array[null]::bigint[], 20, 10::bigint)`,
    conversation_values: (sql) =>
      sql`select * from pennypost.conversation_values(array[${personId}], array[${conversationId}]::uuid[],
        array[0]::bigint[], array[1]::bigint[], array[1]::bigint[], array[null]::timestamptz[])`,
    list_conversations: (sql) => sql`select * from pennypost.list_conversations(${personId}, null, null, 51)`,
    changes_after: (sql) =>
      sql`select * from pennypost.changes_after(${personId}, ${conversationId}, 0, 1000)`,
    fetch_messages: (sql) => sql`select * from pennypost.fetch_messages(array[${personId}],
      array[${conversationId}]::uuid[], array[1000]::bigint[], array[false], array[51])`,
    mark_read: (sql) => sql`select pennypost.mark_read(${personId}, ${conversationId}, 1)`,
    typing_of: (sql) => sql`select pennypost.typing_of(${personId}, ${conversationId})`,
  }
}

test('what runs for each message, page, read mark and typed key is planned once for everybody, not anew for each call', async () => {
  await using world = await createWorld()
  const { alice, databaseUrl, sql } = world
  const calls = callsOf(alice.id, await world.direct())
  for (const [name, call] of Object.entries(calls)) {
    const plans = await plansOf(databaseUrl, call)
    const inside = plans
      .split('\n')
      .filter((line) => /Cond:|Call:|Filter:/.test(line) && !line.includes(`${name}(`))
    expect(inside.join('\n'), name).toMatch(/\$\d/)
    expect(inside.join('\n'), name).not.toContain(alice.id)
  }
  // Before version 18 a function in plain SQL has such a plan too, which lives for one call.
  const kept = await sql<{ name: string }[]>`
    select proname as name from pg_proc join pg_language l on l.oid = prolang
    where pronamespace = 'pennypost'::regnamespace and lanname = 'plpgsql'
      and 'plan_cache_mode=force_generic_plan' = any (proconfig)`
  expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(calls)))
})

/** The first column of each index of two; of the others it is what they find by. */
const FIRST_COLUMNS: Record<string, string> = {
  participants_of_user: 'user_id',
  participants_conversation_id_user_id_pk: 'conversation_id',
  messages_seq: 'conversation_id',
  messages_changed_later: 'conversation_id',
  messages_to_expire: 'conversation_id',
}

/** The steps of plans that read an index from end to end: without a condition, or with one that its first column has no part in. */
function wholeReads(plans: string): string[] {
  const steps = plans.split(/->|duration: .* plan:/)
  return steps.filter((step) => {
    const index = /Index (?:Only )?Scan.* using (\S+) on pennypost/.exec(step)?.[1]
    const condition = /Index Cond: (.*)/.exec(step)?.[1] ?? ''
    return index !== undefined && !new RegExp(`\\b${FIRST_COLUMNS[index] ?? '\\w+'} =`).test(condition)
  })
}

test.each([2, 16])(
  'a plan that was made while no group had more than %i people is right for a million: it looks everything up by an index',
  async (count) => {
    await using world = await createWorld()
    const { alice, databaseUrl, sql } = world
    const others = await world.people(...Array.from({ length: count }, (_each, index) => `Person ${index}`))
    const conversationId = await world.direct()
    const [host] = others
    const group = await host?.trpc.conversations.create.mutate({
      title: 'Everybody else',
      participantIds: others.slice(1).map(({ id }) => id),
    })
    for (const text of ['hello', 'are you there?', 'call me']) {
      await alice.send(conversationId, text)
      await host?.send(group?.conversation.id ?? '', text)
    }
    await sql`analyze`
    for (const [name, call] of Object.entries(callsOf(alice.id, conversationId))) {
      const plans = await plansOf(databaseUrl, call)
      expect(plans, name).toMatch(/Index (Only )?Scan/)
      expect(plans, name).not.toMatch(/(Seq|Bitmap Heap) Scan on pennypost.(?!test_clock)/)
      // A page's conversations are put beside what they are, by a hash of at most fifty-one.
      if (name !== 'list_conversations') expect(plans, name).not.toMatch(/(Hash|Merge) Join|hashed/)
      expect(wholeReads(plans), name).toEqual([])
    }
  },
)
