import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Sql } from 'postgres'
import { readFunctions } from './read-functions.ts'

export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url))

/** How a database's schema `pennypost` compares with this code. */
export type SchemaState = {
  /** Migrations of this code that it lacks. */
  missing: number
  /** Migrations that it has and this code does not know. */
  unknown: number
  /** The SQL functions it has: this code's with the one clock or the other, or some other ones. */
  functions: 'production' | 'test' | 'other'
  /** Whose `pennypost.charge` takes the points. */
  charge: ChargeOwner
}

/** A host's own is left where it is; while there is none, no message can be sent. */
type ChargeOwner = 'pennypost' | 'host' | 'missing'

/** The `charge` that a send calls, beside which a host may have others. */
export const CHARGE = 'pennypost.charge(text[], bigint[], text, uuid[], timestamptz)'

/** Of a row of pg_proc: it bears the hash of its text as its comment, or is the one that was ours before they did. */
export const IS_OURS = `md5(prosrc) = coalesce(obj_description(oid, 'pg_proc'), '9e5feae0b22d9e669efba7ad157f6927')`

/** Reads, and changes nothing. */
export async function inspectSchema(sql: Sql | Sql<{ bigint: number }>): Promise<SchemaState> {
  const { comment, charge } = await inspectFunctions(sql)
  const [production, test] = await Promise.all([
    readFunctions({ testClock: false }),
    readFunctions({ testClock: true }),
  ])
  const functions = comment === production.hash ? 'production' : comment === test.hash ? 'test' : 'other'
  return { ...(await countMigrations(sql)), functions, charge }
}

export async function countMigrations(
  sql: Sql | Sql<{ bigint: number }>,
): Promise<{ missing: number; unknown: number }> {
  const known = new Set(readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ hash }) => hash))
  const [table] = await sql<{ found: string | null }[]>`
    select to_regclass('pennypost.migrations')::text as found`
  const applied = table?.found ? await sql<{ hash: string }[]>`select hash from pennypost.migrations` : []
  const unknown = applied.filter(({ hash }) => !known.has(hash)).length
  return { missing: known.size - (applied.length - unknown), unknown }
}

/** Which functions are there: the hash that whoever put them there left as a comment, and whose `charge` it is. */
export async function inspectFunctions(
  sql: Sql | Sql<{ bigint: number }>,
): Promise<{ comment: string | null; charge: ChargeOwner }> {
  const [there] = await sql.unsafe<{ comment: string | null; charge: ChargeOwner }[]>(`
    select obj_description(n.oid, 'pg_namespace') as comment, (
      select case when bool_or(oid = to_regprocedure('${CHARGE}') and not ${IS_OURS}) then 'host'
        when bool_or(${IS_OURS}) then 'pennypost' when count(*) > 0 then 'host' else 'missing' end
      from pg_proc where pronamespace = n.oid and proname = 'charge') as charge
    from pg_namespace n where nspname = 'pennypost'`)
  return there ?? { comment: null, charge: 'missing' }
}
