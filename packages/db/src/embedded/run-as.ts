import { execFile } from 'node:child_process'
import { chown, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

const run = promisify(execFile)

/** How to start Postgres's programs, which refuse to run as root. */
export type RunAs = {
  command(file: string, args: string[]): [file: string, args: string[]]
  /** who has to own the cluster's files; undefined: whoever we are */
  owner: { uid: number; gid: number } | undefined
  /** as `postgres --version` says it, for example 18 */
  majorVersion: number
}

type Way = Omit<RunAs, 'majorVersion'>

/**
 * Finds a way to run Postgres. A normal user runs it directly. Root hands it to another account, which keeps
 * the right to pass through folders that only root may enter; where that is not allowed (a container with one
 * user), Postgres runs in a user namespace in which root has another number.
 * @param clusterOwner the uid that owns an existing cluster, which stays its owner where possible
 */
export async function chooseRunAs(binaries: Binaries, clusterOwner: number | undefined): Promise<RunAs> {
  const ways = process.getuid?.() === 0 ? await waysForRoot(clusterOwner) : [directly]
  let reason = ''
  for (const way of ways) {
    try {
      const { stdout } = await run(...way.command(binaries.postgres, ['--version']))
      return { ...way, majorVersion: Number(/\d+/.exec(stdout)?.[0]) }
    } catch (error) {
      reason = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? ''
    }
  }
  const cure = ways.length > 1 ? 'start as a normal user (Postgres refuses root), or set' : 'set'
  throw new EmbeddedPostgresError(
    `The embedded Postgres does not run here (${reason}): ${cure} DATABASE_URL to a Postgres 15 or later of your own.`,
  )
}

/** Gives one file or folder to the account that Postgres runs as. */
export async function giveTo(owner: RunAs['owner'], path: string): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid)
}

/** Gives a folder and all that it holds to the account that Postgres runs as. */
export async function giveAllTo(owner: RunAs['owner'], path: string): Promise<void> {
  if (owner) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, path])
}

const directly: Way = { command: (file, args) => [file, args], owner: undefined }

async function waysForRoot(clusterOwner: number | undefined): Promise<Way[]> {
  const account = await findAccount(clusterOwner)
  const { uid, gid } = account
  const capability = '+dac_override'
  const setpriv = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  // With that bit access(2), by which Postgres looks for its own programs, heeds the capability too.
  setpriv.push(
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    '--securebits=+no_setuid_fixup',
    '--',
  )
  const unshare = ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--']
  return [
    { command: (file, args) => ['setpriv', [...setpriv, file, ...args]], owner: account },
    { command: (file, args) => ['unshare', [...unshare, file, ...args]], owner: { uid: 0, gid: 0 } },
  ]
}

// initdb looks its account up by number, so it must be one that the system knows.
async function findAccount(clusterOwner: number | undefined): Promise<{ uid: number; gid: number }> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const accounts = passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return uid && gid && Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
  const found =
    accounts.find((account) => account.uid === clusterOwner) ??
    accounts.find((account) => account.name === 'nobody') ??
    accounts[0]
  return found ? { uid: found.uid, gid: found.gid } : { uid: 65534, gid: 65534 }
}
