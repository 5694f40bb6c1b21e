import { expect, test } from 'vitest'
import { dumpTables } from '../canary/dump-tables.ts'
import { createWorld } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

const UNKNOWN = [
  'Mars/Base',
  '../etc',
  '../../etc/passwd',
  '/etc/localtime',
  '+05:00',
  'UTC+3',
  'UTC+03:00',
  'posix/UTC',
  'right/UTC',
  'localtime',
  'posixrules',
  'Factory',
  '<+03>-3',
  'EST5EDT4',
  'Europe/Berlin ',
  'Europe/Berlin\u0000',
  "Europe/Berlin'; drop table pennypost.users; --",
  '',
  'x'.repeat(10_000),
]

test('a zone that is none is refused by name, and nothing is changed', async () => {
  await using world = await createWorld()
  const { alice, sql } = world
  const before = await dumpTables(sql)
  for (const timeZone of UNKNOWN) {
    const refusal = await refusalOf(alice.trpc.users.update.mutate({ name: 'Somebody else', timeZone }))
    expect(refusal, timeZone.slice(0, 50)).toMatchObject({ code: 'INVALID_INPUT' })
    expect('issues' in refusal && refusal.issues.every(({ path }) => path[0] === 'timeZone')).toBe(true)
  }
  expect(await dumpTables(sql)).toEqual(before)
})

test('a zone is taken in any case of letters, by an older name too, and told as it is spelt', async () => {
  await using world = await createWorld()
  const { alice } = world
  for (const [given, told] of [
    ['europe/BERLIN', 'Europe/Berlin'],
    ['US/Eastern', 'US/Eastern'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['utc', 'UTC'],
  ] as const)
    expect((await alice.trpc.users.update.mutate({ timeZone: given })).timeZone).toBe(told)
})

test('the zones that Node and this Postgres do not both know are listed', async (context) => {
  await using world = await createWorld()
  const rows = await world.sql<{ name: string }[]>`select name from pg_timezone_names`
  const known = new Set(rows.map(({ name }) => name))
  const missing = Intl.supportedValuesOf('timeZone').filter((name) => !known.has(name))
  await context.annotate(`unknown to Postgres: ${missing.join(' ') || 'none'}`, 'zone data')
  const { alice } = world
  for (const timeZone of missing)
    expect(await refusalOf(alice.trpc.users.update.mutate({ timeZone }))).toMatchObject({
      code: 'INVALID_INPUT',
    })
  expect(known.size).toBeGreaterThan(500)
})
