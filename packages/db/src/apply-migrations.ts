import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Sql } from 'postgres'
import { MIGRATIONS } from './inspect-schema.ts'

/** Postgres asks for the right to make schemas even where this one is there, and a host may have given the schema alone. */
const CREATE_SCHEMA = 'CREATE SCHEMA IF NOT EXISTS "pennypost";'

/**
 * Applies the migrations that a database lacks, as one transaction, since they are one simple query. Which it has is kept in
 * the table of Drizzle's own migrator.
 */
export async function applyMigrations(sql: Sql): Promise<void> {
  const [schema] = await sql`select from pg_namespace where nspname = 'pennypost'`
  if (schema === undefined) await sql.unsafe(CREATE_SCHEMA)
  await sql`create table if not exists pennypost.migrations (
    id serial primary key, hash text not null, created_at bigint)`
  const [last] = await sql<{ at: string | null }[]>`select max(created_at) as at from pennypost.migrations`
  const missing = readMigrationFiles({ migrationsFolder: MIGRATIONS }).filter(
    ({ folderMillis }) => folderMillis > Number(last?.at ?? 0),
  )
  const statements = missing.flatMap(({ sql: parts, hash, folderMillis }) => [
    ...parts.filter((part) => part.trim() !== CREATE_SCHEMA),
    `insert into pennypost.migrations (hash, created_at) values ('${hash}', ${folderMillis});`,
  ])
  if (statements.length > 0) await sql.unsafe(statements.join('\n;\n'))
}
