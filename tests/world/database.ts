import { randomBytes } from 'node:crypto'
import { migrate } from '@pennypost/db'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'

/** Any number that no other lock of the tests takes. */
const LOCK = 20_261_122

export type TestDatabase = AsyncDisposable & { url: string; sql: Sql }

/** A database that others are copied from: the first who needs it in a run makes it, and `sql` is in it. */
export type Template = { name: string; make(url: string, sql: Sql): Promise<void> }

const MIGRATED: Template = { name: 'migrated', make: (url) => migrate(url, { testClock: true }) }

/** A database of one's own, copied from a template; its day, in UTC, lasts for half an hour at least. */
export async function createTestDatabase(template: Template = MIGRATED): Promise<TestDatabase> {
  const admin = connect()
  const name = `world_${randomBytes(6).toString('hex')}`
  await admin`select pg_advisory_lock(${LOCK})`
  try {
    await provide(template, admin)
    // By files: page by page, through the log, takes three times as long.
    await admin.unsafe(`create database ${name} template ${template.name} strategy file_copy`)
  } catch (error) {
    await admin.end()
    throw error
  }
  await admin`select pg_advisory_unlock(${LOCK})`
  const sql = connect(name)
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

async function provide({ name, make }: Template, admin: Sql): Promise<void> {
  const [made] = await admin`select from pg_database where datname = ${name} and datistemplate`
  if (made !== undefined) return
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.unsafe(`create database ${name}`)
  const sql = connect(name)
  try {
    await make(urlOf(name), sql)
  } finally {
    await sql.end()
  }
  await admin.unsafe(`alter database ${name} is_template true`)
}

/** To a database of the run's Postgres; without a name to the one that all others are made from. */
function connect(database?: string): Sql {
  const { url, host } = inject('postgres')
  const max = database === undefined ? 1 : 2
  return postgres(database === undefined ? url : urlOf(database), { host, max, onnotice: () => {} })
}

function urlOf(database: string): string {
  return inject('postgres').url.replace(/\/[^/]*$/, `/${database}`)
}

/** Moves the clock past a midnight that would come while a test spends a day's messages. */
async function beginNewDay(sql: Sql): Promise<void> {
  await sql`
    with today as (select date_trunc('day', pennypost.now(), 'UTC') + interval '1 day' - pennypost.now() as rest)
    insert into pennypost.test_clock (ahead) select rest from today where rest < interval '30 minutes'`
}
