import postgres, { type Sql } from 'postgres'
import { applyMigrations } from './apply-migrations.ts'
import { CHARGE, countMigrations, IS_OURS, inspectFunctions } from './inspect-schema.ts'
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
    await applyMigrations(sql)
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
 * Puts this code's functions in the place of those that are there, under the same names: calls that are under way go on, and
 * nobody who writes waits but for a trigger that has changed. A host's own `pennypost.charge` stays.
 */
async function replaceFunctions(sql: Sql, options: MigrateOptions): Promise<void> {
  const { charge, functions, triggers, hash } = await readFunctions(options)
  const there = await inspectFunctions(sql)
  if (there.comment === hash && there.charge !== 'missing') return
  const [, triggersHash] = hash.split(':')
  const hasTriggers = there.comment?.split(':')[1] === triggersHash
  const texts = there.charge === 'host' ? [functions] : [charge, SIGN_CHARGE, functions]
  // By this comment whoever starts before all is done begins again.
  const unfinished = `comment on schema pennypost is 'unfinished:${hasTriggers ? triggersHash : ''}';`
  const place = [...texts, dropRoutines(IS_OF_BEFORE), unfinished, FIND_OF_BEFORE]
  const ofBefore = await placeFunctions(sql, place)
  if (!hasTriggers) for (const trigger of triggers) await sql.unsafe(trigger)
  await sql.unsafe(`${dropRoutines(`oid = any ('{${ofBefore}}')`)} comment on schema pennypost is '${hash}'`)
}

/**
 * @param statements go as one transaction, since they are one simple query: nobody ever sees half of the functions
 * @returns which of before are still there, because triggers call them
 * @throws Error where something of a host's keeps a function from being replaced
 */
async function placeFunctions(sql: Sql, statements: string[]): Promise<string[]> {
  const run = async (all: string[]) => {
    const results = await sql.unsafe<{ oid: string }[][]>(all.join('\n'))
    return results.at(-1)?.map(({ oid }) => oid) ?? []
  }
  try {
    return await run(statements)
  } catch (error) {
    if (!cannotReplace(error)) throw error
  }
  try {
    return await run([dropRoutines('true'), ...statements])
  } catch (error) {
    if (!cannotReplace(error)) throw error
    throw new Error(
      `This version's SQL functions cannot take the place of those in the database (${error.message}), because something that is not Pennypost's is built on one of them. Drop that, start again, and make it anew.`,
      { cause: error },
    )
  }
}

/** Another result or other names of arguments, another kind of routine, and two that could be meant: Postgres's codes. */
const CANNOT_REPLACE = new Set(['42P13', '42809', '42725'])

function cannotReplace(error: unknown): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && CANNOT_REPLACE.has(error.code)
}

const SIGN_CHARGE = `
do $$ begin
  execute format('comment on function ${CHARGE} is %L',
    (select md5(prosrc) from pg_proc where oid = '${CHARGE}'::regprocedure));
end $$;`

/** Of a routine: this transaction has not written it. */
const IS_OF_BEFORE = 'xmin <> pg_current_xact_id()::xid'

/** A `charge` that is not ours is no one's to drop. */
const IS_DROPPABLE = `pronamespace = 'pennypost'::regnamespace and (proname <> 'charge' or ${IS_OURS})`

const FIND_OF_BEFORE = `select oid::text from pg_proc where ${IS_DROPPABLE} and ${IS_OF_BEFORE};`

/** Drops routines that nothing else is built on, neither a trigger nor what a host has made. */
const dropRoutines = (which: string) => `
do $$
declare
  routine regprocedure;
begin
  for routine in select oid from pg_proc where ${IS_DROPPABLE} and ${which}
    and not exists (select from pg_depend where refclassid = 'pg_proc'::regclass and refobjid = pg_proc.oid and deptype = 'n')
  loop
    execute 'drop routine ' || routine;
  end loop;
end $$;`
