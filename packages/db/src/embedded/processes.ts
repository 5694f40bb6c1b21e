import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A living Postgres process: the one that started all others, or about to become it, or one of those. */
type PostgresProcess = { pid: number; isPostmaster: boolean }

/**
 * All living Postgres processes of one cluster, found by the cluster's name in the process list: `kill -0` would
 * take a zombie for alive, and a number that was given to another program for Postgres.
 */
export async function findProcesses(clusterName: string): Promise<PostgresProcess[]> {
  const processes = process.platform === 'linux' ? await readProc() : await readPs()
  const ours = processes.filter((each) => each.command.includes(clusterName))
  return ours.map(({ pid, command }) => ({ pid, isPostmaster: !command.startsWith('postgres: ') }))
}

/** Sends a signal to each process that is still there. */
export function signal(processes: { pid: number }[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name)
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** Waits until no process of the cluster is left; false when some are after the given time. */
export async function waitUntilGone(clusterName: string, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while ((await findProcesses(clusterName)).length > 0) {
    if (performance.now() > deadline) return false
    await delay(20)
  }
  return true
}

async function readProc(): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(
    pids.map(async (name) => {
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
      return { pid: Number(name), command }
    }),
  )
}

async function readPs(): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,command='], { maxBuffer: 16 * 1024 * 1024 })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    return pid && command ? [{ pid: Number(pid), command }] : []
  })
}
