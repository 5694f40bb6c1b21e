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
  charge: Charge
}

type Charge = 'pennypost' | 'host' | 'missing'

/** The hash of our `charge` from before it was signed. */
const UNSIGNED_CHARGE = '9e5feae0b22d9e669efba7ad157f6927'

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
): Promise<{ comment: string | null; charge: Charge }> {
  const [there] = await sql<{ comment: string | null; is_ours: boolean | null }[]>`
    select obj_description(n.oid, 'pg_namespace') as comment, (
      select bool_and(md5(prosrc) = coalesce(obj_description(oid, 'pg_proc'), ${UNSIGNED_CHARGE}))
      from pg_proc where pronamespace = n.oid and proname = 'charge') as is_ours
    from pg_namespace n where nspname = 'pennypost'`
  const { comment = null, is_ours = null } = there ?? {}
  return { comment, charge: is_ours === null ? 'missing' : is_ours ? 'pennypost' : 'host' }
}
