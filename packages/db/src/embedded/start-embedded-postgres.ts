import postgres from 'postgres'
import { requireBinaries } from './binaries.ts'
import { connectionTo, type EmbeddedConnection } from './connection.ts'
import { makeDataFolder, makeSocketDir } from './data-folder.ts'
import { within } from './hold-data-folder.ts'
import { findClusterOwner, initialise } from './initialise.ts'
import type { Settings } from './postmaster.ts'
import { chooseRunAs, giveTo } from './run-as.ts'
import { supervise } from './supervise.ts'

export type EmbeddedPostgresOptions = {
  /** DATA_DIR; made when it does not exist */
  dataDir: string
  /** told, one line each, what happens to Postgres */
  log?: (line: string) => void
  /** called when Postgres died and runs again; every connection has been lost */
  onRestart?: () => void
  /** called when Postgres died and another server has taken the data folder since: this one must stop */
  onExit?: (error: Error) => void
  /** a private folder for the Unix socket; by default in DATA_DIR, or in the temporary folder if that is too deep */
  socketDir?: string
  /** Postgres settings beside or instead of the defaults, which keep every acknowledged write */
  settings?: Settings
}

/** A Postgres of our own, which is brought back when it dies. */
export type EmbeddedPostgres = EmbeddedConnection & {
  /** the process id of the Postgres that runs now */
  readonly pid: number
  /** true when its data directory was made by this start */
  firstStart: boolean
  /** ends Postgres in order and lets go of the data folder */
  stop(): Promise<void>
}

/**
 * Starts Postgres on a data folder, after whatever happened there before: a server or a Postgres that was
 * killed, a start that was cut off. Throws an EmbeddedPostgresError, one line, when that cannot be.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await requireBinaries()
  const folder = await makeDataFolder(options.dataDir)
  const runAs = await chooseRunAs(binaries, await findClusterOwner(folder))
  const socketDir = options.socketDir ?? folder.socketDir
  await makeSocketDir(socketDir)
  await giveTo(runAs.owner, socketDir)
  const firstStart = await initialise(folder, binaries, runAs)
  const launch = { folder, socketDir, binaries, runAs, settings: options.settings ?? {} }
  const connection = connectionTo(socketDir)
  const running = await supervise(launch, connection, options)
  try {
    await makeDatabase(connection)
  } catch (error) {
    await running.stop()
    throw error
  }
  return {
    ...connection,
    firstStart,
    stop: running.stop,
    get pid() {
      return running.pid()
    },
  }
}

async function makeDatabase({ host, port, user, database }: EmbeddedConnection): Promise<void> {
  const sql = postgres({ host, port, username: user, database: 'postgres', max: 1, fetch_types: false })
  try {
    const [found] = await within(10_000, sql`select 1 from pg_database where datname = ${database}`)
    if (!found) await within(60_000, sql`create database ${sql(database)}`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
