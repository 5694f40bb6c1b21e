import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { countMigrations, MIGRATIONS } from './inspect-schema.ts'
import { readFunctions } from './read-functions.ts'
import { socketHost } from './socket-host.ts'

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
  const sql = postgres(url, {
    ...socketHost(url),
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
  })
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
  const { unknown } = await countMigrations(sql)
  if (unknown > 0)
    throw new Error(
      `The database is newer than this code: it has ${unknown} migration(s) that this version does not know. Start the version that made them, or a later one.`,
    )
}

async function applyFunctions(sql: Sql, options: MigrateOptions): Promise<void> {
  const { text, hash } = await readFunctions(options)
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
