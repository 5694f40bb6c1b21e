import { randomBytes } from 'node:crypto'
import { migrate } from '@pennypost/db'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'

const TEMPLATE = 'pennypost_template'
/** Any number that no other lock of the tests takes. */
const LOCK = 20_261_122

export type TestDatabase = AsyncDisposable & { url: string; sql: Sql }

/** A migrated database of one's own, copied from a template that the first caller of a run makes; its day, in UTC, lasts for half an hour at least. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres')
  const admin = postgres(server.url, { host: server.host, max: 1, onnotice: () => {} })
  const name = `world_${randomBytes(6).toString('hex')}`
  const urlOf = (database: string) => server.url.replace(/\/[^/]*$/, `/${database}`)
  await admin`select pg_advisory_lock(${LOCK})`
  const [template] = await admin`select from pg_database where datname = ${TEMPLATE} and datistemplate`
  if (template === undefined) {
    await admin.unsafe(`create database ${TEMPLATE}`)
    await migrate(urlOf(TEMPLATE), { testClock: true })
    await admin.unsafe(`alter database ${TEMPLATE} is_template true`)
  }
  await admin.unsafe(`create database ${name} template ${TEMPLATE}`)
  await admin`select pg_advisory_unlock(${LOCK})`
  const sql = postgres(urlOf(name), { host: server.host, max: 2, onnotice: () => {} })
  await beginNewDay(sql)
  return {
    url: urlOf(name),
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 })
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end({ timeout: 1 })
    },
  }
}

/** Moves the clock past a midnight that would come while a test spends a day's messages. */
async function beginNewDay(sql: Sql): Promise<void> {
  await sql`
    with today as (select date_trunc('day', pennypost.now(), 'UTC') + interval '1 day' - pennypost.now() as rest)
    insert into pennypost.test_clock (ahead) select rest from today where rest < interval '30 minutes'`
}
