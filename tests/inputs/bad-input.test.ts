import type { Refusal } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { dumpTables } from '../canary/dump-tables.ts'
import { createInProcess, outcomeOf } from '../model/in-process.ts'
import { createWorld } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

const NO_POINTS = [1.5, -1, 2 ** 53, 2 ** 63, 1e300]
const NO_HOURS = [0.99, 0, -1, 8_760.01, 1e9, 1e300]
const DAY_MS = 24 * 3_600_000

/** A UUIDv7 that says it was made at an instant. */
function idMadeAt(atMs: number): string {
  const stamp = Math.floor(atMs).toString(16).padStart(12, '0')
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}${uuidv7().slice(13)}`
}

const NO_IDS = () => [
  '',
  'hello',
  crypto.randomUUID(),
  '017f22e2-79b0-1cc3-98c4-dc0c0c07398f',
  `${uuidv7()}0`,
  `{${uuidv7()}}`,
  `${uuidv7()}\u0000`,
  idMadeAt(Date.now() + 2 * DAY_MS),
  idMadeAt(Date.now() + 9_000 * DAY_MS),
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
]

function expectInvalid(refusal: Refusal, field: string, given: unknown): void {
  expect(refusal.code, `${field} ${given}`).toBe('INVALID_INPUT')
  const paths = 'issues' in refusal ? refusal.issues.map(({ path }) => path.join('.')) : []
  expect(
    paths.every((path) => path === field || path === ''),
    `${field} ${given}`,
  ).toBe(true)
}

test('points, hours and ids that are none are refused by name, and nothing is changed', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  const { alice, bob, sql } = world
  await world.grant(alice, 100)
  const carol = await world.person('Carol')
  const conversationId = await world.direct()
  await alice.send(conversationId, 'before')
  const before = await dumpTables(sql)
  for (const maxPoints of NO_POINTS) {
    expectInvalid(await refusalOf(alice.send(conversationId, 'x', { maxPoints })), 'maxPoints', maxPoints)
    const opening = alice.trpc.conversations.create.mutate({ receiverId: carol.id, maxPoints })
    expectInvalid(await refusalOf(opening), 'maxPoints', maxPoints)
  }
  for (const hours of NO_HOURS) {
    const send = alice.send(conversationId, 'x', { expirationHours: hours })
    expectInvalid(await refusalOf(send), 'expirationHours', hours)
    const update = bob.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: hours })
    expectInvalid(await refusalOf(update), 'defaultExpirationHours', hours)
  }
  for (const id of NO_IDS()) {
    expectInvalid(await refusalOf(alice.send(conversationId, 'x', { id })), 'id', id)
    const group = alice.trpc.conversations.create.mutate({ id, title: 'Group', participantIds: [bob.id] })
    expectInvalid(await refusalOf(group), 'id', id)
  }
  for (const upToSeq of [-1, 0.5, 2 ** 53])
    expectInvalid(
      await refusalOf(bob.trpc.messages.read.mutate({ conversationId, upToSeq })),
      'upToSeq',
      upToSeq,
    )
  expect(await dumpTables(sql)).toEqual(before)
})

const NO_OPENINGS: [object, string[]][] = [
  [{ receiverId: 5 }, ['receiverId']],
  [{ receiverId: 'bob', maxPoints: '1' }, ['maxPoints']],
  [{ receiverId: 'bob', maxPoints: 1.5 }, ['maxPoints']],
  [{ title: null, participantIds: ['bob'] }, ['title']],
  [{ title: 'Trip', participantIds: 'x' }, ['participantIds']],
  [{ participantIds: ['bob', 5] }, ['title', 'participantIds.1']],
  [{ title: 'Trip', participantIds: ['bob'], id: 5 }, ['id']],
  // Which of the two was meant?
  [{ maxPoints: 5 }, ['']],
  [{ receiverId: 'bob', title: 'Trip' }, ['']],
]

test('a conversation that cannot be opened as it is asked for is refused with the names of what is wrong', async () => {
  await using world = await createWorld()
  const token = await world.alice.token()
  for (const [input, paths] of NO_OPENINGS) {
    const response = await fetch(`${world.origin}/api/trpc/conversations.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    })
    const { error }: { error: { data: { refusal: Refusal } } } = await response.json()
    const { refusal } = error.data
    const issues = refusal.code === 'INVALID_INPUT' ? refusal.issues : []
    expect(
      issues.map(({ path }) => path.join('.')),
      JSON.stringify(input),
    ).toEqual(paths)
  }
})

test('numbers that JSON does not have are refused, however they come', async () => {
  await using world = await createWorld()
  const { alice, sql, origin } = world
  const conversationId = await world.direct()
  const token = await alice.token()
  const before = await dumpTables(sql)
  for (const hours of ['NaN', 'Infinity', '1e999', '-1e999', '"1"', '[1]', '0x10']) {
    const response = await fetch(`${origin}/api/trpc/messages.send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: `{"id":"${uuidv7()}","conversationId":"${conversationId}","content":"x","expirationHours":${hours}}`,
    })
    expect(response.status, hours).toBe(400)
    expect(await response.text()).not.toContain('stack')
  }
  expect(await dumpTables(sql)).toEqual(before)

  await using inProcess = await createInProcess()
  const caller = inProcess.callerOf('nobody')
  for (const hours of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const send = { id: uuidv7(), conversationId, content: 'x' }
    for (const refused of [
      await outcomeOf(caller.messages.send({ ...send, expirationHours: hours })),
      await outcomeOf(caller.messages.send({ ...send, maxPoints: hours })),
      await outcomeOf(caller.conversations.update({ conversationId, defaultExpirationHours: hours })),
    ])
      expect(refused).toMatchObject({ refusal: { code: 'INVALID_INPUT' } })
  }
})

test('an operator can grant, price and allow only whole points, and a key only once for the same', async () => {
  await using world = await createWorld()
  const { alice, bob, sql } = world
  const operator = await world.person('Operator', 'admin')
  const { admin } = operator.trpc
  const granted = { user: alice.id, points: 10, reason: 'a gift', key: 'spring' }
  await admin.wallet.grant.mutate(granted)
  await sql`update pennypost.users set role = 'host' where id = ${bob.id}`
  const before = await dumpTables(sql)
  expect((await admin.wallet.grant.mutate(granted)).granted).toBe(false)
  for (const other of [{ points: 11 }, { reason: 'another' }, { user: bob.id }])
    expect(await refusalOf(admin.wallet.grant.mutate({ ...granted, ...other }))).toEqual({
      code: 'ID_REUSED',
    })
  for (const points of [...NO_POINTS, 0])
    expectInvalid(
      await refusalOf(admin.wallet.grant.mutate({ ...granted, key: 'k', points })),
      'points',
      points,
    )
  const tooMany = admin.wallet.grant.mutate({ ...granted, key: 'k', points: Number.MAX_SAFE_INTEGER })
  expectInvalid(await refusalOf(tooMany), 'points', Number.MAX_SAFE_INTEGER)
  for (const points of NO_POINTS)
    expectInvalid(await refusalOf(admin.price.setOpening.mutate({ user: bob.id, points })), 'points', points)
  for (const dailyFree of [1.5, -1, 2 ** 31])
    expectInvalid(
      await refusalOf(admin.quota.set.mutate({ user: bob.id, dailyFree })),
      'dailyFree',
      dailyFree,
    )
  for (const pointsPerMessage of [...NO_POINTS, 0])
    expectInvalid(
      await refusalOf(admin.quota.set.mutate({ user: bob.id, pointsPerMessage })),
      'pointsPerMessage',
      pointsPerMessage,
    )
  expect(await dumpTables(sql)).toEqual(before)
})

test('the database itself refuses points that would break a wallet, and nothing is changed', async () => {
  await using inProcess = await createInProcess()
  const { sql } = inProcess
  await sql`insert into pennypost.users (id, name) values ('alice', 'Alice')`
  const grant = (points: string) =>
    sql`select pennypost.grant_points('alice', ${points}::text::bigint, 'grant', 'x', null, pennypost.now())`
  await grant('10')
  const before = await dumpTables(sql)
  for (const points of ['1.5', '-1', '-10', '-11', '0', String(2 ** 53), '9223372036854775807', 'NaN'])
    await expect(grant(points), points).rejects.toThrow()
  for (const write of [
    `update pennypost.accounts set balance = -1`,
    `update pennypost.accounts set balance = 9007199254740992`,
    `update pennypost.ledger set points = 1`,
    `delete from pennypost.ledger`,
    `truncate pennypost.ledger`,
  ])
    await expect(sql.unsafe(write), write).rejects.toThrow()
  expect(await dumpTables(sql)).toEqual(before)
})
