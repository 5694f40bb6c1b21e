import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'
import { countMigrations, inspectFunctions, MIGRATIONS } from './inspect-schema.ts'
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
 * Puts this code's functions in the place of those that are there, under the same names: calls that are under way go on, and no
 * table is locked but for a trigger that has changed. A host's own `pennypost.charge` stays.
 */
async function replaceFunctions(sql: Sql, options: MigrateOptions): Promise<void> {
  const { charge, functions, triggers, hash } = await readFunctions(options)
  const there = await inspectFunctions(sql)
  if (there.comment === hash && there.charge !== 'missing') return
  const text = there.charge === 'host' ? functions : [charge, SIGN_CHARGE, functions].join('\n')
  const triggersThere = there.comment?.split(':')[1] ?? ''
  // Several statements in one simple query are one transaction: nobody ever sees half of the functions. Whoever starts before
  // all is done begins again, by the comment.
  const place = async (first: string) => {
    const results = await sql.unsafe<{ oid: string }[][]>(
      `${first}\n${text}\ncomment on schema pennypost is 'unfinished:${triggersThere}';\n${FIND_REPLACED}`,
    )
    return results.at(-1)?.map(({ oid }) => oid) ?? []
  }
  const before = await place('').catch((error: unknown) => {
    if (!(error instanceof postgres.PostgresError) || !CANNOT_REPLACE.has(error.code)) throw error
    return place(dropRoutines(there.charge === 'host' ? `proname <> 'charge'` : 'true'))
  })
  if (triggersThere !== hash.split(':')[1]) for (const trigger of triggers) await sql.unsafe(trigger)
  await sql.unsafe(`${dropRoutines(`oid = any ('{${before}}')`)}\ncomment on schema pennypost is '${hash}'`)
}

/** Postgres's codes for another result or other names of arguments, and for another kind of routine. */
const CANNOT_REPLACE = new Set(['42P13', '42809'])

/** By its comment, the hash of its text, a `charge` of ours is known from a host's. */
const SIGN_CHARGE = `
do $$ begin
  execute format('comment on function pennypost.charge is %L',
    (select md5(prosrc) from pg_proc where oid = 'pennypost.charge'::regproc));
end $$;`

/** What this transaction has not written is not among this code's functions; a host's `charge` is not ours to drop. */
const FIND_REPLACED = `
select oid::text from pg_proc
where pronamespace = 'pennypost'::regnamespace and proname <> 'charge' and xmin <> pg_current_xact_id()::xid`

/** Drops routines of ours that nothing else is built on, such as a trigger or what a host has made. */
const dropRoutines = (which: string) => `
do $$
declare
  routine regprocedure;
begin
  for routine in select oid from pg_proc p where pronamespace = 'pennypost'::regnamespace and ${which}
    and not exists (select from pg_depend where refclassid = 'pg_proc'::regclass and refobjid = p.oid and deptype = 'n')
  loop
    execute 'drop routine ' || routine;
  end loop;
end $$;`
