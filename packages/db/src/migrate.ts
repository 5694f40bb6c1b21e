import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { socketHost } from './socket-host.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))
const FUNCTIONS = new URL('../sql/', import.meta.url)

/** In the order in which they need each other. */
const FUNCTION_FILES = [
  'values',
  'days',
  'ledger',
  'send',
  'summaries',
  'conversations',
  'people',
  'live',
  'control',
]

/** Any number will do, as long as every Pennypost takes the same one. */
const LOCK = 7_366_997

export type MigrateOptions = {
  /** Whether the clock may be moved (TEST_CLOCK). */
  testClock: boolean
  /** A host product's SQL, applied after ours: where `pennypost.charge` is replaced by its own wallet's. */
  hostSql?: string
}

/**
 * Brings a database's schema `pennypost` to this code's state: the migrations that are missing, then the SQL functions where
 * they differ. Safe to run from several servers at once.
 * @throws Error with one clear line when the database has migrations that this code does not know
 */
export async function migrate(url: string, options: MigrateOptions): Promise<void> {
  const sql = postgres(url, { ...socketHost(url), max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${LOCK})`
    await requireKnownMigrations(sql)
    await applyMigrations(drizzle(sql), {
      migrationsFolder: MIGRATIONS,
      migrationsSchema: 'pennypost',
      migrationsTable: 'migrations',
    })
    await applyFunctions(sql, options)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function requireKnownMigrations(sql: Sql): Promise<void> {
  const known = new Set(
    readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((migration) => migration.hash),
  )
  const [table] = await sql<
    { found: string | null }[]
  >`select to_regclass('pennypost.migrations')::text as found`
  if (!table?.found) return
  const applied = await sql<{ hash: string }[]>`select hash from pennypost.migrations`
  const unknown = applied.filter((migration) => !known.has(migration.hash))
  if (unknown.length > 0)
    throw new Error(
      `The database is newer than this code: it has ${unknown.length} migration(s) that this version does not know. Start the version that made them, or a later one.`,
    )
}

async function applyFunctions(sql: Sql, options: MigrateOptions): Promise<void> {
  const files = [options.testClock ? 'clock-test' : 'clock-production', ...FUNCTION_FILES]
  const texts = await Promise.all(files.map((file) => readFile(new URL(`${file}.sql`, FUNCTIONS), 'utf8')))
  const text = [...texts, options.hostSql ?? ''].join('\n')
  const hash = createHash('sha256').update(text).digest('hex')
  const [schema] = await sql<{ comment: string | null }[]>`
    select obj_description('pennypost'::regnamespace, 'pg_namespace') as comment`
  if (schema?.comment === hash) return
  // Several statements in one simple query are one transaction: nobody ever sees half of the functions.
  await sql.unsafe(`${DROP_FUNCTIONS}\n${text}\ncomment on schema pennypost is '${hash}';`)
}

const DROP_FUNCTIONS = `
do $$
declare
  routine regprocedure;
begin
  for routine in select oid from pg_proc where pronamespace = 'pennypost'::regnamespace loop
    if to_regprocedure(routine::text) is not null then execute 'drop routine ' || routine || ' cascade'; end if;
  end loop;
end $$;`
