import { LIMITS } from '@pennypost/domain'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { ARRAY_SERIALIZERS } from './array-types.ts'
import { toIsoInstant } from './iso-instant.ts'
import { type Listener, listen } from './listen.ts'
import { createOpenSocket } from './open-socket.ts'
import { socketHost } from './socket-host.ts'

/** One connection pool, by two doors: `sql` for statements of ours, `orm` for plain reads. */
export type Database = {
  sql: Sql<{ bigint: number }>
  orm: PostgresJsDatabase
  /** Listens on a channel, on a connection of its own. @returns how to stop */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>
  /** Tells of each connection of the pool that closes: what was asked there last may have happened, though nobody was answered. */
  onLost(listener: () => void): void
  close(): Promise<void>
}

/** Postgres's type numbers (pg_type.oid) of what is read otherwise than postgres.js does. */
const TIMESTAMPTZ = 1184
const BIGINT = 20

const ANSWER_TRAVELS_MS = 3_000

/**
 * Opens a pool. Instants come back as ISO 8601 strings, whole numbers as numbers; a statement that takes longer than
 * `statementMs` (LIMITS.statementMs) is ended by the server.
 * @param url `postgres://…`; for a unix socket `postgres://user@%2Fpath%2Fto%2Fdir/database`
 */
export function connect(
  url: string,
  options: { maxConnections?: number; applicationName?: string; statementMs?: number } = {},
): Database {
  const statementMs = options.statementMs ?? LIMITS.statementMs
  const applicationName = options.applicationName ?? 'pennypost'
  const settings = {
    ...socketHost(url),
    // postgres.js takes it, and its types leave it out.
    socket: createOpenSocket(statementMs + ANSWER_TRAVELS_MS),
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    types: { bigint: { to: BIGINT, from: [BIGINT], serialize: String, parse: Number } },
    connection: {
      application_name: applicationName,
      statement_timeout: statementMs,
      // What the functions and the parsers build on, whatever a host set for its database or role.
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      default_transaction_isolation: 'read committed' as const,
    },
  }
  const alone = {
    ...settings,
    connection: { ...settings.connection, application_name: `${applicationName} control` },
  }
  const lostListeners = new Set<() => void>()
  const onclose = () => {
    for (const listener of lostListeners) listener()
  }
  const sql = postgres(url, { ...settings, onclose, max: options.maxConnections ?? 10 })
  const orm = drizzle(sql)
  // Drizzle makes every instant pass as Postgres's text; after it, so that both doors read them alike.
  sql.options.parsers[TIMESTAMPTZ] = toIsoInstant
  Object.assign(sql.options.serializers, ARRAY_SERIALIZERS)
  return {
    sql,
    orm,
    listen: (channel, listener) =>
      listen(
        (also) => postgres(url, { ...alone, ...also, max: 1, idle_timeout: 0, max_lifetime: null }),
        channel,
        listener,
      ),
    onLost: (listener) => lostListeners.add(listener),
    close: () => sql.end({ timeout: 5 }),
  }
}
