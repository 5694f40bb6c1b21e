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
