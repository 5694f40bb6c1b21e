import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { answers, connectionTo, socketPath } from './connection.ts'
import type { DataFolder } from './data-folder.ts'
import { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { type PostmasterFile, readPostmasterFile } from './find-embedded-postgres.ts'
import { holdDataFolder } from './hold-data-folder.ts'
import { findProcesses, signal, waitUntilGone } from './processes.ts'

const answerWithinMs = 60_000
const endWithinMs = 10_000
const patienceMs = 2_000

/**
 * Makes the cluster free for a Postgres of ours: ends one that a killed server left behind, and what a killed
 * Postgres left behind. Throws a DataFolderInUseError when a living server is using it.
 */
export async function takeOver(folder: DataFolder): Promise<void> {
  const started = performance.now()
  for (;;) {
    const file = await readPostmasterFile(folder.cluster)
    const running = await findProcesses(folder.clusterName)
    const waitedMs = performance.now() - started
    if (running.length === 0) return removeLocks(folder, file)
    const postmaster = running.find((each) => each.isPostmaster)
    // Without their postmaster the others end by themselves, unless they are busy.
    if (!postmaster && waitedMs > patienceMs) signal(running, 'SIGKILL')
    if (file?.ready && file.pid === postmaster?.pid && (await endOrphan(folder, file))) continue
    if (waitedMs > answerWithinMs) {
      const pid = postmaster?.pid ?? running[0]?.pid
      throw new EmbeddedPostgresError(
        `The Postgres of ${folder.path} (process ${pid}) runs but does not answer: end it with "kill -QUIT ${pid}" and start again.`,
      )
    }
    await delay(20)
  }
}

// Postgres would take a zombie, or another program that was given its number, for the holder of these.
async function removeLocks(folder: DataFolder, dead: PostmasterFile | undefined): Promise<void> {
  if (!dead) return
  const socket = socketPath(connectionTo(dead.socketDir))
  const now = await readPostmasterFile(folder.cluster)
  if (now?.pid !== dead.pid) return
  const locks = [join(folder.cluster, 'postmaster.pid'), `${socket}.lock`, socket]
  await Promise.all(locks.map((path) => rm(path, { force: true })))
}

// An orphan's sessions died with their server; a fresh start also brings today's settings and a child to watch.
async function endOrphan(folder: DataFolder, { pid, socketDir }: PostmasterFile): Promise<boolean> {
  const connection = connectionTo(socketDir)
  if (!(await answers(connection))) return false
  const hold = await holdDataFolder(connection).catch((error) => {
    if (error instanceof DataFolderInUseError) throw error
  })
  if (!hold) return false
  try {
    signal([{ pid }], 'SIGINT')
    if (await waitUntilGone(folder.clusterName, endWithinMs)) return true
    signal([{ pid }], 'SIGQUIT')
    return await waitUntilGone(folder.clusterName, endWithinMs)
  } finally {
    await hold.release()
  }
}
