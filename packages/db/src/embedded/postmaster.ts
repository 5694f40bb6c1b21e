import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { readPostmasterFile } from './find-embedded-postgres.ts'
import type { RunAs } from './run-as.ts'

/** Postgres settings by name, as in postgresql.conf. */
export type Settings = Record<string, string | number | boolean>

/** A running Postgres of ours. */
export type Postmaster = {
  pid: number
  /** settles when the process has ended, with how it ended */
  ended: Promise<string>
  /** ends it: sessions are cut, then a checkpoint is written */
  stop(): Promise<void>
}

export type Launch = {
  folder: DataFolder
  socketDir: string
  binaries: Binaries
  runAs: RunAs
  settings: Settings
}

const readyWithinMs = 120_000
const keptLogBytes = 16 * 1024 * 1024

// A statement, its parameters and the text of its error can hold message text: only what is no error of a
// statement is logged. The caller gets the error anyway.
const defaults: Settings = {
  shared_buffers: '128MB',
  max_connections: 100,
  timezone: 'UTC',
  log_timezone: 'UTC',
  wal_compression: 'on',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_error_statement: 'panic',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_error_verbosity: 'terse',
}

/** Starts Postgres in a process group of its own and waits until it takes connections. */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const { folder, socketDir, binaries, runAs } = launch
  const settings = {
    ...defaults,
    ...launch.settings,
    listen_addresses: '',
    unix_socket_directories: socketDir,
    cluster_name: folder.clusterName,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [file, args] = runAs.command(binaries.postgres, ['-D', folder.cluster, ...flags])
  const log = await openLog(folder.logFile)
  const logStart = (await log.stat()).size
  // Own process group: Ctrl-C reaches the server alone, which then ends its database in order.
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  })
  await log.close()
  const ended = waitForEnd(child)
  if (child.pid === undefined) throw new EmbeddedPostgresError(`Postgres did not start: ${await ended}.`)
  const postmaster = { pid: child.pid, ended, stop: () => stop(child, ended) }
  await waitUntilReady(postmaster, folder, logStart)
  return postmaster
}

async function waitUntilReady(postmaster: Postmaster, folder: DataFolder, logStart: number): Promise<void> {
  let end: string | undefined
  postmaster.ended.then((how) => {
    end = how
  })
  const deadline = performance.now() + readyWithinMs
  for (;;) {
    const file = await readPostmasterFile(folder.cluster)
    if (file?.ready && file.pid === postmaster.pid) return
    if (end !== undefined) {
      const reason = await readFatal(folder.logFile, logStart)
      throw new EmbeddedPostgresError(
        `Postgres did not start (${reason ?? end}); its log is ${folder.logFile}.`,
      )
    }
    if (performance.now() > deadline) {
      await postmaster.stop()
      throw new EmbeddedPostgresError(
        `Postgres was not ready within ${readyWithinMs / 1000} s; its log is ${folder.logFile}.`,
      )
    }
    await delay(10)
  }
}

function waitForEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('exit', (code, name) => resolve(name ? `ended by ${name}` : `ended with code ${code}`))
    child.on('error', (error) => resolve(error.message))
  })
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  // Postgres's own names for these are: fast, immediate.
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
  ]
  for (const [name, withinMs] of steps) {
    child.kill(name)
    const timeout = new AbortController()
    const late = delay(withinMs, 'late', { signal: timeout.signal }).catch(() => 'late')
    const outcome = await Promise.race([ended, late])
    timeout.abort()
    if (outcome !== 'late') return
  }
  child.kill('SIGKILL')
  await ended
}

async function openLog(path: string) {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > keptLogBytes) await rename(path, `${path}.old`)
  return open(path, 'a', 0o600)
}

async function readFatal(logFile: string, from: number): Promise<string | undefined> {
  const text = (await readFile(logFile)).subarray(from).toString()
  const lines = text.trim().split('\n')
  const fatal = lines.findLast((line) => /(FATAL|PANIC): /.test(line)) ?? lines.at(-1)
  return fatal?.replace(/^.*?(FATAL|PANIC): +/, '')
}
