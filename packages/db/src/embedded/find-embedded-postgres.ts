import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answers, connectionTo, type EmbeddedConnection } from './connection.ts'
import { locateDataFolder } from './data-folder.ts'

/** What Postgres writes into the lock file of its data directory. */
export type PostmasterFile = { pid: number; socketDir: string; ready: boolean }

/** The connection of the embedded Postgres that runs in a data folder; null when none answers there. */
export async function findEmbeddedPostgres(dataDir: string): Promise<EmbeddedConnection | null> {
  const folder = await locateDataFolder(dataDir)
  const postmaster = await readPostmasterFile(folder.cluster)
  if (!postmaster?.ready) return null
  const connection = connectionTo(postmaster.socketDir)
  return (await answers(connection)) ? connection : null
}

/** Reads `postmaster.pid`; undefined when there is none or it is not yet whole. The process may be long gone. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , , socketDir, , , status] = text.split('\n')
  if (!pid || !socketDir) return undefined
  return { pid: Number(pid), socketDir, ready: status?.trim() === 'ready' }
}
