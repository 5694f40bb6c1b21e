import { execFile } from 'node:child_process'
import { lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { giveAllTo, giveTo, type RunAs } from './run-as.ts'

const run = promisify(execFile)
const unfinished = 'postgres.new-'

/** The uid that owns the folder's cluster; undefined when there is none. */
export async function findClusterOwner(folder: DataFolder): Promise<number | undefined> {
  return (await lstat(folder.cluster).catch(() => undefined))?.uid
}

/**
 * Makes the cluster unless it is there already, or checks that this Postgres can read it. It is made under
 * another name and then renamed, so that one that was cut off half-way is never taken for a cluster.
 * @returns true when it was made just now
 */
export async function initialise(folder: DataFolder, binaries: Binaries, runAs: RunAs): Promise<boolean> {
  await removeUnfinished(folder)
  const owner = await findClusterOwner(folder)
  if (owner === undefined) return makeCluster(folder, binaries, runAs)
  const version = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) {
    throw new EmbeddedPostgresError(
      `${folder.cluster} is not a Postgres data directory: move it away, or set DATA_DIR to another folder.`,
    )
  }
  if (Number(version) !== runAs.majorVersion) {
    throw new EmbeddedPostgresError(
      `${folder.cluster} was made by Postgres ${version.trim()}, and this is Postgres ${runAs.majorVersion}: dump it with the old version, or set DATA_DIR to another folder.`,
    )
  }
  if (runAs.owner && runAs.owner.uid !== owner) await giveAllTo(runAs.owner, folder.cluster)
  return false
}

async function makeCluster(folder: DataFolder, binaries: Binaries, runAs: RunAs): Promise<boolean> {
  const fresh = join(folder.path, `${unfinished}${process.pid}`)
  await mkdir(fresh, { mode: 0o700 })
  await giveTo(runAs.owner, fresh)
  // The collation comes from Postgres itself, so that it is the same on every system.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const options = ['--username=pennypost', '--auth=trust', '--no-instructions', ...locale]
  try {
    await run(...runAs.command(binaries.initdb, [`--pgdata=${fresh}`, ...options]))
    await rename(fresh, folder.cluster)
    return true
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another server was faster: whose cluster it is, the claim on the folder will tell.
    if ((await findClusterOwner(folder)) !== undefined) return false
    throw new EmbeddedPostgresError(`Postgres could not make its data directory: ${lastLine(error)}`)
  }
}

async function removeUnfinished(folder: DataFolder): Promise<void> {
  const names = (await readdir(folder.path)).filter((name) => name.startsWith(unfinished))
  const dead = names.filter((name) => !isAlive(Number(name.slice(unfinished.length))))
  await Promise.all(dead.map((name) => rm(join(folder.path, name), { recursive: true, force: true })))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  const lines = text.trim().split('\n')
  return lines.findLast((line) => line.includes('error:')) ?? lines.at(-1) ?? ''
}
