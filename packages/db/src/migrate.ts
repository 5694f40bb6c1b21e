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
}

/**
 * Brings a database's schema `pennypost` to this code's state: the migrations that are missing, then the SQL functions where
 * they differ. Safe to run from several servers at once, and beside others that are at work.
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
    await replaceFunctions(sql, options)
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

/**
 * Puts this code's functions in the place of those that are there, under the same names: no table is locked, and calls that are
 * under way go on. A host's own `pennypost.charge` stays.
 */
async function replaceFunctions(sql: Sql, options: MigrateOptions): Promise<void> {
  const { charge, functions, triggers, hash } = await readFunctions(options)
  const [there] = await sql<{ comment: string | null; is_hosts_charge: boolean | null }[]>`
    select obj_description('pennypost'::regnamespace, 'pg_namespace') as comment, (
      select md5(prosrc) <> coalesce(obj_description(oid, 'pg_proc'), ${UNSIGNED_CHARGE})
      from pg_proc where oid = to_regprocedure(${CHARGE})) as is_hosts_charge`
  const hasCharge = typeof there?.is_hosts_charge === 'boolean'
  if (there?.comment === hash && hasCharge) return
  const ours = there?.is_hosts_charge ? functions : [charge, SIGN_CHARGE, functions].join('\n')
  const isOurs = there?.is_hosts_charge ? `oid <> '${CHARGE}'::regprocedure` : 'true'
  const hasTriggers = there?.comment?.split(':')[1] === hash.split(':')[1]
  // Several statements in one simple query are one transaction: nobody ever sees half of the functions.
  try {
    await sql.unsafe(`${ours}\n${dropRoutines(`${isOurs} and ${IS_OF_BEFORE}`)}`)
    if (!hasTriggers) for (const trigger of triggers) await sql.unsafe(trigger)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || !CANNOT_REPLACE.has(error.code)) throw error
    await sql.unsafe(`${dropRoutines(isOurs)}\n${ours}\n${triggers.join(';')}`)
  }
  await sql.unsafe(`comment on schema pennypost is '${hash}'`)
}

/** Postgres's codes for another result or other names of arguments, and for two functions that could be meant. */
const CANNOT_REPLACE = new Set(['42P13', '42725'])

const CHARGE = 'pennypost.charge(text[], bigint[], text, uuid[], timestamptz)'

/** The hash of our `charge` from before it was signed. */
const UNSIGNED_CHARGE = '9e5feae0b22d9e669efba7ad157f6927'

/** By its comment, the hash of its text, a `charge` of ours is known from a host's. */
const SIGN_CHARGE = `
do $$ begin
  execute format('comment on function ${CHARGE} is %L',
    (select md5(prosrc) from pg_proc where oid = '${CHARGE}'::regprocedure));
end $$;`

/** Of a function: this transaction has not written it. */
const IS_OF_BEFORE = 'xmin <> pg_current_xact_id()::xid'

const dropRoutines = (which: string) => `
do $$
declare
  routine regprocedure;
begin
  for routine in select oid from pg_proc where pronamespace = 'pennypost'::regnamespace and ${which} loop
    if to_regprocedure(routine::text) is not null then execute 'drop routine ' || routine || ' cascade'; end if;
  end loop;
end $$;`
