import { LIMITS } from '@pennypost/domain'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { socketHost } from './socket-host.ts'

/** One connection pool, by two doors: `sql` for statements of ours, `orm` for plain reads. */
export type Database = {
  sql: Sql<{ bigint: number }>
  orm: PostgresJsDatabase
  close(): Promise<void>
}

/** Postgres's type numbers (pg_type.oid) of what is read otherwise than postgres.js does. */
const TIMESTAMPTZ = 1184
const BIGINT = 20

/**
 * Opens a pool. Instants come back as ISO 8601 strings, whole numbers as numbers; a statement that takes longer than
 * `statementMs` (LIMITS.statementMs) is ended by the server.
 * @param url `postgres://…`; for a unix socket `postgres://user@%2Fpath%2Fto%2Fdir/database`
 */
export function connect(
  url: string,
  options: { maxConnections?: number; applicationName?: string; statementMs?: number } = {},
): Database {
  const sql = postgres(url, {
    ...socketHost(url),
    max: options.maxConnections ?? 10,
    connect_timeout: 5,
    onnotice: () => {},
    types: { bigint: { to: BIGINT, from: [BIGINT], serialize: String, parse: Number } },
    connection: {
      application_name: options.applicationName ?? 'pennypost',
      statement_timeout: options.statementMs ?? LIMITS.statementMs,
      TimeZone: 'UTC',
    },
  })
  const orm = drizzle(sql)
  // Drizzle makes every instant pass as Postgres's text; after it, so that both doors read them alike.
  sql.options.parsers[TIMESTAMPTZ] = (text: string) => new Date(text).toISOString()
  return { sql, orm, close: () => sql.end({ timeout: 5 }) }
}
