import { createHash } from 'node:crypto'
import { access, constants, lstat, mkdir, realpath, stat } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Where one embedded Postgres keeps its things. */
export type DataFolder = {
  /** DATA_DIR itself, absolute and without symbolic links */
  path: string
  /** Postgres's own data directory */
  cluster: string
  /** its log, which holds no statement and no row */
  logFile: string
  /** the name by which each of its processes can be known in the process list */
  clusterName: string
  /** where its Unix socket lies unless the caller says otherwise */
  socketDir: string
}

// A socket's path has room for 107 bytes, and the file's name, `/.s.PGSQL.5432`, takes 14.
const longestSocketDir = 107 - '/.s.PGSQL.5432'.length

/** Names the parts of a data folder, which need not exist. */
export async function locateDataFolder(dataDir: string): Promise<DataFolder> {
  const path = await realpath(dataDir).catch(() => resolve(dataDir))
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12)
  const clusterName = `pennypost-${hash}`
  const near = join(path, 'socket')
  const short = Buffer.byteLength(near) <= longestSocketDir
  return {
    path,
    cluster: join(path, 'postgres'),
    logFile: join(path, 'postgres.log'),
    clusterName,
    socketDir: short ? near : join(tmpdir(), clusterName),
  }
}

/** Makes the data folder; throws an EmbeddedPostgresError where it cannot be written. */
export async function makeDataFolder(dataDir: string): Promise<DataFolder> {
  try {
    await makeFolder(resolve(dataDir))
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? cause.code : cause
    throw new EmbeddedPostgresError(
      `The data folder ${resolve(dataDir)} cannot be written by ${userInfo().username} (${reason}): change its owner, or set DATA_DIR to a folder that can be.`,
      { cause },
    )
  }
  return locateDataFolder(dataDir)
}

// Node's own recursive mkdir never comes back where the parent exists and takes no folder, as in /proc.
async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) return
  if (!(await exists(dirname(path)))) await makeFolder(dirname(path))
  await mkdir(path, { mode: 0o700 }).catch(async (error) => {
    if (!(await exists(path))) throw error
  })
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

/** Makes the socket's folder; whoever can enter it is trusted by Postgres, so it must be private. */
export async function makeSocketDir(socketDir: string): Promise<void> {
  if (Buffer.byteLength(socketDir) > longestSocketDir) {
    throw new EmbeddedPostgresError(
      `The socket folder ${socketDir} has a path of more than ${longestSocketDir} bytes: set TMPDIR to a shorter one.`,
    )
  }
  await mkdir(socketDir, { mode: 0o700 }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(socketDir)
  const self = process.getuid?.()
  const foreign = self !== undefined && self !== 0 && found.uid !== self
  if (!found.isDirectory() || foreign || (found.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(
      `The socket folder ${socketDir} is not a private folder of ${userInfo().username}: remove it and start again.`,
    )
  }
}
