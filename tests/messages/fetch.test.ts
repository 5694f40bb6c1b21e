import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plant } from '../canary/plant.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let conversationId: string
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  conversationId = await world.direct()
  for (let sent = 1; sent <= 12; sent += 1) {
    await world.alice.send(conversationId, `number ${sent}`)
    await world.bob.trpc.messages.read.mutate({ conversationId, upToSeq: sent * 2 })
  }
})
afterAll(() => world[Symbol.asyncDispose]())

const fetchPage = (input: { cursor?: string | null; limit?: number; around?: number }) =>
  world.bob.trpc.messages.fetch.query({ conversationId, ...input })

test.each([1, 3, 5, 12, 13])(
  'pages of %i go through all messages, newest first, each once',
  async (limit) => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: { items: { seq: number }[]; nextCursor: string | null } = await fetchPage({ cursor, limit })
      seen.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => 23 - 2 * index))
  },
)

test.each([1, 2, 5])('`around` gives %i messages with the wanted one in their middle', async (limit) => {
  const { items, nextCursor } = await fetchPage({ around: 11, limit })
  expect(items).toHaveLength(limit)
  const newer = items.findIndex(({ seq }) => seq === 11)
  expect(newer).toBe(Math.ceil(limit / 2) - 1)
  const older = await fetchPage({ cursor: nextCursor, limit: 1 })
  expect(older.items[0]?.seq).toBe((items.at(-1)?.seq ?? 0) - 2)
})

test('`around` at either end gives a full page', async () => {
  expect((await fetchPage({ around: 23, limit: 5 })).items.map(({ seq }) => seq)).toEqual([
    23, 21, 19, 17, 15,
  ])
  expect((await fetchPage({ around: 1, limit: 5 })).items.map(({ seq }) => seq)).toEqual([9, 7, 5, 3, 1])
  expect((await fetchPage({ around: 0, limit: 5 })).nextCursor).toBeNull()
  expect((await fetchPage({ around: 2 ** 53 - 1, limit: 2 })).items.map(({ seq }) => seq)).toEqual([23, 21])
})

test('pages that are read together are what each reader would have got alone, and a stranger gets none', async () => {
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const group = await alice.trpc.conversations.create.mutate({
    title: 'Others',
    participantIds: [carol.id],
  })
  for (let sent = 0; sent < 5; sent += 1) await alice.send(group.conversation.id, `other ${sent}`)
  const inputs = [
    ...[1, 2, 5, 50].flatMap((limit) => [{ limit }, { limit, around: 11 }, { limit, around: 0 }]),
    { cursor: (await fetchPage({ limit: 4 })).nextCursor },
  ]
  // Not over their sockets, which let one large answer after the other pass.
  const callers = await Promise.all([alice.overHttp(), bob.overHttp()])
  const readers = callers.flatMap((caller) =>
    [conversationId, group.conversation.id].flatMap((id) =>
      inputs
        // A cursor is of the conversation that gave it.
        .filter((input) => id === conversationId || !('cursor' in input))
        .map((input) => () => caller.messages.fetch.query({ conversationId: id, ...input })),
    ),
  )
  const alone = []
  for (const read of readers) alone.push(await read().catch(String))
  expect(await Promise.all(readers.map((read) => read().catch(String)))).toEqual(alone)
  expect(alone.filter((page) => typeof page === 'string')).toHaveLength(12)
})

test('who asks for a page at the same time as others gets it as alone, and a stranger none, whether first or last', async () => {
  const { alice, sql } = world
  const members = await world.people('Kim', 'Lou', 'Max', 'Ned')
  const strangers = await world.people('Jo', 'Pat')
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Same page',
    participantIds: members.map(({ id }) => id),
  })
  for (let sent = 0; sent < 3; sent += 1) await alice.send(conversation.id, `"${sent}"\n\u2028é`)
  const fetch = (person: typeof alice) =>
    person.trpc.messages.fetch.query({ conversationId: conversation.id })
  const ask = (person: typeof alice) =>
    strangers.includes(person) ? refusalOf(fetch(person)) : fetch(person)
  const alone = await fetch(alice)
  expect(alone.items).toHaveLength(3)
  // The first goes at once and alone; the others follow it together.
  const askers = [alice, ...strangers.slice(0, 1), ...members, ...strangers.slice(1)]
  const expected = askers.map((person) => (strangers.includes(person) ? { code: 'NOT_FOUND' } : alone))
  await sql`create sequence pennypost.reads_together`
  await using _ = await plant(sql, {
    name: 'fetch_messages',
    find: /\nbegin\n/,
    replace: `\nbegin\n  perform nextval('pennypost.reads_together');\n`,
  })
  const rounds = 20
  for (let round = 0; round < rounds; round += 1) expect(await Promise.all(askers.map(ask))).toEqual(expected)
  const [reads] = await sql<{ count: string }[]>`select last_value as count from pennypost.reads_together`
  expect(Number(reads?.count)).toBeLessThan((rounds * askers.length) / 2)
})

test('a page that cannot be read fails nobody who reads at the same time', async () => {
  const { alice, sql } = world
  const people = await world.people('Dan', 'Eve', 'Fay', 'Gil', 'Hal', 'Ida')
  const ids = await Promise.all(
    people.map(async ({ id }) => {
      const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: id })
      await alice.send(conversation.id, 'hello')
      return conversation.id
    }),
  )
  await using _ = await plant(sql, {
    name: 'fetch_messages',
    find: /\nbegin\n/,
    replace: `\nbegin\n  if '${ids[0]}' = any (p_conversation_ids) then raise 'a broken page'; end if;\n`,
  })
  const caller = await alice.overHttp()
  for (let round = 0; round < 10; round += 1) {
    const asked = ids.flatMap((id) => [id, id, id, id])
    const answers = await Promise.allSettled(
      asked.map((id) => caller.messages.fetch.query({ conversationId: id })),
    )
    expect(answers.map(({ status }) => status)).toEqual(
      asked.map((id) => (id === ids[0] ? 'rejected' : 'fulfilled')),
    )
  }
})

test('what is erased or expired is on no page, and pages stay full', async () => {
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Vanishing',
    participantIds: [world.bob.id],
  })
  for (let sent = 0; sent < 6; sent += 1)
    await world.alice.send(conversation.id, `number ${sent}`, { expirationHours: sent % 2 ? 1 : null })
  await world.advance(1)
  const input = { conversationId: conversation.id, limit: 2 }
  const first = await world.bob.trpc.messages.fetch.query(input)
  expect(first.items.map(({ content }) => content)).toEqual(['number 4', 'number 2'])
  const second = await world.bob.trpc.messages.fetch.query({ ...input, cursor: first.nextCursor })
  expect(second).toMatchObject({ items: [{ content: 'number 0' }], nextCursor: null })
})

test('whatever text is sent is what is fetched, heard and previewed', async () => {
  const { alice, bob } = world
  using feed = await bob.follow(conversationId).opened()
  const texts = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
    fc.stringMatching(/^[{}"\\,' \nNUL]{1,20}$/),
    fc.constantFrom(
      'NULL',
      '{}',
      '\\',
      '"',
      "'); drop table x; --",
      '\\N',
      '{"a":1}',
      '😄'.repeat(5_000),
      '$1',
      'null',
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      texts.filter((text) => text.trim() !== '' && !text.includes('\u0000')),
      async (text) => {
        const { message } = await alice.send(conversationId, text)
        expect(message.content).toBe(text.trim())
        const { items } = await bob.trpc.messages.fetch.query({ conversationId, limit: 1 })
        expect(items).toEqual([message])
        const { lastMessage } = await bob.trpc.conversations.get.query({ conversationId })
        expect(lastMessage).toEqual(message)
        await feed.until(({ events }) => events.at(-1)?.seq === message.seq)
        expect(feed.events.at(-1)).toEqual({ type: 'message', seq: message.seq, message })
      },
    ),
    { numRuns: 60 },
  )
})

test('a lifetime is kept to the millisecond, fractions too', async () => {
  for (const expirationHours of [1, 1.5, 1.0000003, 8_760]) {
    const { message } = await world.alice.send(conversationId, 'x', { expirationHours })
    const lastsMs = Date.parse(message.expiresAt ?? '') - Date.parse(message.createdAt)
    expect(lastsMs).toBe(Math.round(expirationHours * 3_600_000))
  }
})

test('a send cleans up after others: a few expired texts of its conversation are erased', async () => {
  const { id, texts } = await openExpired(world)
  await world.alice.send(id, 'stays')
  expect(await texts()).toBeLessThan(7)
  await world.alice.send(id, 'stays too')
  expect(await texts()).toBe(2)
})

test('a retry erases nothing, not even in the same millisecond as its message', async () => {
  await using still = await createWorld()
  const { id, texts } = await openExpired(still)
  const [clock] = await still.sql<{ now: string }[]>`select pennypost.now()::text as now`
  const stopped = `select '${clock?.now}'::timestamptz`
  await plant(still.sql, { name: 'now', find: /select date_trunc[^$]*/, replace: stopped })
  const message = uuidv7()
  const first = await still.alice.send(id, 'stays', { id: message })
  const left = await texts()
  expect(left).toBeGreaterThan(1)
  expect(await still.alice.send(id, 'stays', { id: message })).toMatchObject({ message: first.message })
  expect(await texts()).toBe(left)
})

test('of a batch only the conversations that were written to are cleaned up, not where a message was refused', async () => {
  const refused = await openExpired(world)
  const written = await openExpired(world)
  const outcomes = await world.sql`
    select outcome from pennypost.send_messages(array[${uuidv7()}, ${uuidv7()}]::uuid[],
      array[${refused.id}, ${written.id}]::uuid[], array['a stranger', ${world.alice.id}], array['no', 'yes'],
      array[null, null]::float8[], array[true, true], array[null, null]::bigint[], 1000, 10::bigint) order by place`
  expect(outcomes).toMatchObject([{ outcome: 'NOT_FOUND' }, { outcome: 'SENT' }])
  expect(await refused.texts()).toBe(6)
  expect(await written.texts()).toBe(3)
})

/** A conversation with more expired texts than one send erases. */
async function openExpired({ alice, bob, advance, sql }: World) {
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Clean',
    participantIds: [bob.id],
  })
  for (let sent = 0; sent < 6; sent += 1)
    await alice.send(conversation.id, `number ${sent}`, { expirationHours: 1 })
  await advance(1)
  const texts = async () => {
    const rows = await sql`
      select from pennypost.messages where conversation_id = ${conversation.id} and content is not null`
    return rows.length
  }
  return { id: conversation.id, texts }
}
