import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { answers, connectionTo } from './connection.ts'
import type { DataFolder } from './data-folder.ts'
import { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { readPostmasterFile } from './find-embedded-postgres.ts'
import { holdDataFolder } from './hold-data-folder.ts'
import { findProcesses, signal, waitUntilGone } from './processes.ts'

const answerWithinMs = 60_000
const endWithinMs = 10_000

/**
 * Makes the cluster free for a Postgres of ours: ends one that a killed server left behind, and what a killed
 * Postgres left behind. Throws a DataFolderInUseError when a living server is using it.
 */
export async function takeOver(folder: DataFolder): Promise<void> {
  const deadline = performance.now() + answerWithinMs
  for (;;) {
    const postmaster = await readPostmasterFile(folder.cluster)
    const running = await findProcesses(folder.clusterName)
    if (!postmaster || !running.includes(postmaster.pid)) return endLeftovers(folder)
    if (postmaster.ready && (await endOrphan(folder, postmaster.pid, postmaster.socketDir))) return
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `The Postgres of ${folder.path} (process ${postmaster.pid}) runs but does not answer: end it with "kill -QUIT ${postmaster.pid}" and start again.`,
      )
    }
    await delay(50)
  }
}

// Ends the backends of a Postgres that is gone, and removes its lock file: a zombie would still keep the lock.
async function endLeftovers(folder: DataFolder): Promise<void> {
  if (!(await waitUntilGone(folder.clusterName, 2_000))) {
    signal(await findProcesses(folder.clusterName), 'SIGKILL')
    await waitUntilGone(folder.clusterName, endWithinMs)
  }
  if (process.platform === 'linux') await rm(join(folder.cluster, 'postmaster.pid'), { force: true })
}

// An orphan's sessions died with their server; a fresh start also brings today's settings and a child to watch.
async function endOrphan(folder: DataFolder, pid: number, socketDir: string): Promise<boolean> {
  const connection = connectionTo(socketDir)
  if (!(await answers(connection))) return false
  const hold = await holdDataFolder(connection).catch((error) => {
    if (error instanceof DataFolderInUseError) throw error
  })
  if (!hold) return false
  try {
    signal([pid], 'SIGINT')
    if (await waitUntilGone(folder.clusterName, endWithinMs)) return true
    signal([pid], 'SIGQUIT')
    return await waitUntilGone(folder.clusterName, endWithinMs)
  } finally {
    await hold.release()
  }
}
