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
}

/** Reads, and changes nothing. */
export async function inspectSchema(sql: Sql | Sql<{ bigint: number }>): Promise<SchemaState> {
  const [schema] = await sql<{ comment: string | null }[]>`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'pennypost'`
  const [production, test] = await Promise.all([
    readFunctions({ testClock: false }),
    readFunctions({ testClock: true }),
  ])
  const functions =
    schema?.comment === production.hash ? 'production' : schema?.comment === test.hash ? 'test' : 'other'
  return { ...(await countMigrations(sql)), functions }
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
