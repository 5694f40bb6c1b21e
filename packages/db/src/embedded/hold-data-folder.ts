import postgres from 'postgres'
import type { EmbeddedConnection } from './connection.ts'
import { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** One server's claim on a data folder, held by a session of the database: it ends with the process. */
export type Hold = {
  /** settles when Postgres ended the session, or it was released */
  lost: Promise<void>
  release(): Promise<void>
}

const lockKey = 0x70656e6e
const answerWithinMs = 10_000

/**
 * Claims the data folder for this process.
 * @throws DataFolderInUseError when another living server holds it
 */
export async function holdDataFolder(connection: EmbeddedConnection): Promise<Hold> {
  const { promise: lost, resolve: onclose } = Promise.withResolvers<void>()
  const sql = postgres({
    host: connection.host,
    port: connection.port,
    username: connection.user,
    database: 'postgres',
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: `pennypost server ${process.pid}` },
    onclose: () => onclose(),
  })
  const release = () => sql.end({ timeout: 1 })
  try {
    await within(answerWithinMs, claim(sql))
    return { lost, release }
  } catch (error) {
    await release()
    throw error
  }
}

async function claim(sql: postgres.Sql): Promise<void> {
  const [row] = await sql`select pg_try_advisory_lock(${lockKey}::bigint) as held`
  if (row?.held === true) return
  const [holder] = await sql`
    select application_name as name from pg_stat_activity
    join pg_locks using (pid) where locktype = 'advisory' and objid = ${lockKey}::oid limit 1`
  throw new DataFolderInUseError(
    `Another ${holder?.name ?? 'pennypost server'} already uses this data folder: stop it, or set DATA_DIR to another folder.`,
  )
}

/** The result, or an error when it does not come in time: postgres.js may wait for ever for a lost server. */
export async function within<T>(ms: number, result: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EmbeddedPostgresError('Postgres does not answer.')), ms)
  })
  return Promise.race([result, late]).finally(() => clearTimeout(timer))
}
