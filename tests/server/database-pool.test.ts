import { connect } from '@pennypost/db'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../world/database.ts'

/** Of `packages/db/patches`: a process that has just worked has at hand what the next query needs. */
test('while one query goes at a time, one of the pool’s connections does all the work', async () => {
  await using made = await createTestDatabase()
  const { sql, close } = connect(made.url, { maxConnections: 5 })
  await using _ = { [Symbol.asyncDispose]: close }
  await Promise.all(Array.from({ length: 5 }, () => sql`select`))
  const workers = new Set<number>()
  for (let query = 0; query < 50; query += 1) {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    workers.add(row?.pid ?? 0)
  }
  const [open] = await sql<{ count: number }[]>`
    select count(*)::integer from pg_stat_activity
    where datname = current_database() and application_name = 'pennypost'`
  expect({ open: open?.count, working: workers.size }).toEqual({ open: 5, working: 1 })
})

/** Of `packages/db/patches`: postgres.js sent such a query again, and others' answers were taken for its own. */
test('while a function comes to answer another type, no caller gets what another has asked for', async () => {
  await using made = await createTestDatabase()
  const { sql, close } = connect(made.url, { maxConnections: 1 })
  await using _ = { [Symbol.asyncDispose]: close }
  const define = (type: string) =>
    made.sql.unsafe(`drop function if exists told(integer);
      create function told(asked integer) returns table (answer ${type}) language sql as 'select $1::${type}'`)
  const ask = async (asked: number) => {
    const [row] = await sql<{ answer: unknown }[]>`select * from told(${asked})`
    return Number(row?.answer)
  }
  const answers: [asked: number, answer: number][] = []
  const refusals: unknown[] = []
  for (const type of ['integer', 'text', 'bigint', 'numeric', 'integer']) {
    await define(type)
    const asked = Array.from({ length: 200 }, (_each, index) => index)
    const asking = asked.map(async (each) => {
      // Some at once, and some while the first are answered.
      for (let turn = 0; turn < each % 5; turn += 1) await sql`select ${turn}::integer`
      return await ask(each)
    })
    for (const [index, each] of (await Promise.allSettled(asking)).entries())
      if (each.status === 'fulfilled') answers.push([index, each.value])
      else refusals.push(each.reason)
    expect(await ask(7)).toBe(7)
  }
  expect(answers.filter(([asked, answer]) => asked !== answer)).toEqual([])
  expect(refusals.length).toBeGreaterThan(0)
  for (const refusal of refusals) expect(String(refusal)).toContain('cached plan must not change result type')
  expect(answers.length).toBeGreaterThan(500)
})

/** Of `packages/db/patches`: Postgres does not tell again what a statement such as `execute` answers. */
test('a row that is shorter than its statement’s is refused, and takes in nothing of what others have asked for', async () => {
  await using made = await createTestDatabase()
  const { sql, close } = connect(made.url, { maxConnections: 1 })
  await using _ = { [Symbol.asyncDispose]: close }
  const execute = () => sql`execute told`
  const ask = () => sql`select 'another’s' as answer`
  await sql.unsafe(`prepare told as select 1 as answer, 'two' as other`)
  expect(await execute()).toEqual([{ answer: 1, other: 'two' }])
  await ask()
  await sql.unsafe(`deallocate told; prepare told as select 1 as answer`)
  const [told, ...others] = await Promise.allSettled([execute(), ask(), ask()])
  expect(told).toMatchObject({ status: 'rejected', reason: { code: 'ROW_TOO_SHORT' } })
  for (const other of others)
    expect(other).toMatchObject({ status: 'fulfilled', value: [{ answer: 'another’s' }] })
})
