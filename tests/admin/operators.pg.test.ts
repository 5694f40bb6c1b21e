import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let ops: Person

beforeAll(async () => {
  world = await createWorld({ serverCount: 2 })
  ops = await world.person('Ops', 'admin')
})

afterAll(() => world[Symbol.asyncDispose]())

const log = (subject: string) =>
  world.sql`select actor, action, details from pennypost.audit_log where subject = ${subject} order by id`

/** Everything that an operator's command could change. */
const everything = () => world.sql`
  select (select jsonb_agg(a order by user_id) from pennypost.accounts a) as accounts,
    (select jsonb_agg(u order by id) from pennypost.users u) as users,
    (select count(*) from pennypost.ledger) as entries, (select count(*) from pennypost.audit_log) as lines,
    (select jsonb_agg(c) from pennypost.test_clock c) as clock`

test('only somebody with the role admin may call them', async () => {
  const { alice } = world
  expect(await refusalOf(alice.trpc.admin.stats.query())).toEqual({ code: 'NOT_ALLOWED' })
  expect(await refusalOf(alice.trpc.admin.users.show.query({ user: 'nobody' }))).toEqual({
    code: 'NOT_ALLOWED',
  })
  expect((await ops.trpc.admin.stats.query()).admins).toBe(1)
})

test('a person is found by part of the name or the e-mail, and named by id or e-mail', async () => {
  const { items } = await ops.trpc.admin.users.find.query({ query: 'LICE@exam' })
  expect(items).toEqual([
    {
      id: world.alice.id,
      name: 'Alice',
      email: 'alice@example.com',
      role: 'member',
      banned: false,
      balance: 0,
    },
  ])
  const byId = await ops.trpc.admin.users.show.query({ user: world.alice.id })
  expect(await ops.trpc.admin.users.show.query({ user: 'Alice@Example.com' })).toEqual(byId)
  expect(byId.quota.remainingFree).toBe(20)
})

test('a grant by one key happens once, however often it is asked for at once', async () => {
  const person = await world.person('Granted')
  const grant = { user: person.id, points: 30, reason: 'A gift', key: 'gift-1' }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ops.trpc.admin.wallet.grant.mutate(grant)),
  )
  expect(answers.filter(({ granted }) => granted)).toHaveLength(1)
  expect(new Set(answers.map(({ entry, balanceAfter }) => `${entry} ${balanceAfter}`))).toEqual(
    new Set(['1 30']),
  )
  for (const other of [{ points: 31 }, { reason: 'Another' }, { user: world.bob.id }])
    expect(await refusalOf(ops.trpc.admin.wallet.grant.mutate({ ...grant, ...other }))).toEqual({
      code: 'ID_REUSED',
    })
  expect(await log(person.id)).toMatchObject([
    { actor: ops.id, action: 'wallet.grant', details: { points: 30, reason: 'A gift', key: 'gift-1' } },
  ])
})

test('one key for two people at once grants to one of them', async () => {
  const people = await world.people('One', 'Two')
  const answers = await Promise.allSettled(
    people.map(({ id }) =>
      ops.trpc.admin.wallet.grant.mutate({ user: id, points: 1, reason: 'A race', key: 'race' }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('grants and quotas reach an open inbox on another server within a second', async () => {
  const person = await world.person('Watching')
  const other = person.connect(world.origins[1])
  const quotas: { balance: number; dailyFreeLimit: number; pointsPerMessage: number }[] = []
  const subscription = other.live.inbox.subscribe(
    {},
    {
      onData: ({ data }) => {
        for (const event of data.events) if (event.type === 'quota') quotas.push(event.quota)
        opened.resolve()
      },
    },
  )
  const opened = Promise.withResolvers<void>()
  await opened.promise
  await ops.trpc.admin.wallet.grant.mutate({ user: person.id, points: 7, reason: 'Live' })
  await expect.poll(() => quotas.at(-1)?.balance, { timeout: 1_000, interval: 10 }).toBe(7)
  await ops.trpc.admin.quota.set.mutate({ user: person.email, dailyFree: 3, pointsPerMessage: 4 })
  await expect
    .poll(() => quotas.at(-1), { timeout: 1_000, interval: 10 })
    .toMatchObject({ dailyFreeLimit: 3, pointsPerMessage: 4 })
  subscription.unsubscribe()
  expect(await log(person.id)).toMatchObject([
    { action: 'wallet.grant' },
    { action: 'quota.set', details: { dailyFreeLimit: 3, pointsPerMessage: 4 } },
  ])
})

test('a ban ends every sign-in within a second, and an unban lets sign in again', async () => {
  const person = await world.person('Banned')
  const token = await person.token()
  using socket = await TestSocket.as(`${world.origins[1]?.replace('http', 'ws')}/api/trpc`, token)
  await socket.ask('query', 'users.me')
  const banned = await ops.trpc.admin.users.ban.mutate({ user: person.email })
  expect(banned).toMatchObject({ sessions: 0, bannedAt: expect.any(String) })
  await expect.poll(() => socket.socket.readyState, { timeout: 1_000, interval: 10 }).toBe(WebSocket.CLOSED)
  const answer = await fetch(`${world.origins[1]}/api/trpc/users.me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.status).toBe(401)
  await expect(person.signIn()).rejects.toThrow('403')
  expect(await ops.trpc.admin.users.unban.mutate({ user: person.id })).toMatchObject({ bannedAt: null })
  await person.signIn()
  expect((await (await person.overHttp()).users.me.query()).id).toBe(person.id)
  expect(await log(person.id)).toMatchObject([{ action: 'users.ban' }, { action: 'users.unban' }])
})

test('under a clock that was moved, operators are told of people by that clock, whichever way they came', async () => {
  await world.advance(48)
  const at = async () => {
    const [row] = await world.sql<{ now: string }[]>`select pennypost.iso(pennypost.now()) as now`
    return row?.now ?? ''
  }
  const before = await at()
  const { id } = await world.person('Late')
  await world.sql`select pennypost.admit_host_user('host|late', 'Late', 'late')`
  await ops.trpc.admin.users.ban.mutate({ user: id })
  const shown = await Promise.all([id, 'host|late'].map((user) => ops.trpc.admin.users.show.query({ user })))
  const after = await at()
  const stamps = shown.flatMap(({ createdAt, bannedAt }) => [createdAt, bannedAt ?? createdAt])
  expect(stamps.filter((stamp) => stamp < before || stamp > after)).toEqual([])
})

test('a role that was taken away is gone within a second', async () => {
  const person = await world.person('Former', 'admin')
  const over = await person.overHttp()
  expect((await over.admin.clock.show.query()).canMove).toBe(true)
  await ops.trpc.admin.users.setRole.mutate({ user: person.id, role: 'member' })
  await expect
    .poll(() => refusalOf(over.admin.clock.show.query()), { timeout: 1_000, interval: 10 })
    .toEqual({ code: 'NOT_ALLOWED' })
  expect(await log(person.id)).toMatchObject([
    { action: 'users.setRole', details: { from: 'admin', to: 'member' } },
  ])
})

test('an opening price is for hosts, and is what opening costs', async () => {
  const host = await world.person('Hanna', 'host')
  await ops.trpc.admin.price.setOpening.mutate({ user: host.id, points: 15 })
  const refusal = await refusalOf(world.bob.trpc.conversations.create.mutate({ receiverId: host.id }))
  expect(refusal).toEqual({ code: 'NOT_ENOUGH_POINTS', price: 15, balance: 0 })
})

test('what is refused is refused with its type, and changes nothing', async () => {
  const { admin } = ops.trpc
  const grant = { user: world.alice.id, points: 1, reason: 'Why' }
  await admin.wallet.grant.mutate({ ...grant, key: 'before' })
  const before = await everything()
  const invalid = [
    ...[1.5, -1, 0, 2 ** 53, Number.NaN].map((points) => admin.wallet.grant.mutate({ ...grant, points })),
    admin.wallet.grant.mutate({ ...grant, points: 2 ** 53 - 1 }),
    admin.wallet.grant.mutate({ ...grant, reason: '' }),
    admin.wallet.grant.mutate({ ...grant, reason: 'a\0b' }),
    admin.quota.set.mutate({ user: world.alice.id }),
    admin.quota.set.mutate({ user: world.alice.id, pointsPerMessage: 0 }),
    admin.quota.set.mutate({ user: world.alice.id, dailyFree: -1 }),
    admin.quota.set.mutate({ user: world.alice.id, dailyFree: 2 ** 31 }),
    admin.price.setOpening.mutate({ user: world.alice.id, points: 5 }),
    admin.conversations.export.query({ id: '../etc' }),
    admin.clock.advance.mutate({ hours: -1 }),
    admin.clock.advance.mutate({ hours: 1e9 }),
  ]
  for (const refusal of await Promise.all(invalid.map(refusalOf)))
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT' })
  const unknown = [
    admin.users.show.query({ user: 'nobody' }),
    admin.users.ban.mutate({ user: 'nobody' }),
    admin.users.setRole.mutate({ user: 'nobody', role: 'host' }),
    admin.wallet.grant.mutate({ ...grant, user: 'nobody@example.com' }),
    admin.quota.show.query({ user: 'nobody' }),
    admin.quota.set.mutate({ user: 'nobody', dailyFree: 1 }),
    admin.price.setOpening.mutate({ user: 'nobody', points: 1 }),
    admin.conversations.export.query({ id: '0190a0a0-0000-7000-8000-000000000000' }),
  ]
  for (const refusal of await Promise.all(unknown.map(refusalOf)))
    expect(refusal).toEqual({ code: 'NOT_FOUND' })
  expect(await refusalOf(admin.wallet.grant.mutate({ ...grant, points: 2, key: 'before' }))).toEqual({
    code: 'ID_REUSED',
  })
  expect(await everything()).toEqual(before)
})

test('a purge erases what has expired, a dry run says the same and takes it back', async () => {
  const conversationId = await world.direct()
  for (const content of ['one', 'two', 'three'])
    await world.alice.send(conversationId, content, { expirationHours: 1 })
  await world.alice.send(conversationId, 'kept')
  const { aheadHours } = await ops.trpc.admin.clock.show.query()
  const moved = await ops.trpc.admin.clock.advance.mutate({ hours: 2 })
  expect(moved).toMatchObject({ canMove: true, aheadHours: expect.closeTo(aheadHours + 2) })

  const stats = await ops.trpc.admin.stats.query()
  expect(stats.expiredNotErased).toBe(3)
  expect(stats.oldestExpiredAgeSeconds).toBeGreaterThanOrEqual(3_590)
  expect(await ops.trpc.admin.expired.purge.mutate({ dryRun: true })).toEqual({ erased: 3, dryRun: true })
  expect((await ops.trpc.admin.stats.query()).expiredNotErased).toBe(3)
  const { messages } = await ops.trpc.admin.conversations.export.query({ id: conversationId })
  expect(messages.map(({ content }) => content)).toEqual(['kept'])

  expect(await ops.trpc.admin.expired.purge.mutate({ dryRun: false })).toEqual({ erased: 3, dryRun: false })
  const rows =
    await world.sql`select content from pennypost.messages where conversation_id = ${conversationId}`
  expect(rows.map(({ content }) => content).sort()).toEqual(['kept', null, null, null].sort())
  expect(await ops.trpc.admin.stats.query()).toMatchObject({
    expiredNotErased: 0,
    oldestExpiredAgeSeconds: null,
  })
  const lines = await world.sql`select details from pennypost.audit_log where action = 'expired.purge'`
  expect(lines).toMatchObject([{ details: { erased: 3 } }])
})

test('the doctor finds a sound database sound', async () => {
  const { ok, checks } = await ops.trpc.admin.doctor.query()
  expect(checks.filter((check) => !check.ok)).toEqual([])
  expect(ok).toBe(true)
})

test('after all of this the audit finds nothing', async () => {
  expect((await ops.trpc.admin.audit.query()).findings).toEqual([])
})
