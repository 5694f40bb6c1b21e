import type { Environment } from '@pennypost/api/environment'
import { connect, type Database } from '@pennypost/db'
import { findEmbeddedPostgres } from '@pennypost/db/embedded'

/** Commands may read a large database; each statement still ends some day. */
const STATEMENT_MS = 10 * 60_000

/** There is no database to work on; the message says what to do. */
export class NoDatabaseError extends Error {
  override name = 'NoDatabaseError'
  readonly code = 'NONE_RUNS'
}

/**
 * The database of DATABASE_URL, else the embedded one that runs in DATA_DIR.
 * @throws NoDatabaseError where none runs
 */
export async function findDatabase({ databaseUrl, dataDir }: Environment): Promise<Database> {
  const url = databaseUrl ?? (await findEmbeddedPostgres(dataDir))?.url
  if (url !== undefined)
    return connect(url, { maxConnections: 2, applicationName: 'pennypost-admin', statementMs: STATEMENT_MS })
  throw new NoDatabaseError(
    `No Pennypost runs with the data folder ${dataDir}: start it with npm start, or set DATABASE_URL or DATA_DIR.`,
  )
}
