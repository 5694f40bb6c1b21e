import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '../world/free-port.ts'
import { findProgram, installPackage } from './install-package.ts'

/** A Redis of a test's own, empty and without persistence. */
export type TestRedis = { url: string; port: number; pid: number; stop(): Promise<void> }

/** The Redis server of this machine; installs one where that is possible, and fails with what to install elsewhere. */
export async function requireRedis(): Promise<string> {
  const find = () => findProgram(['redis-server', 'valkey-server'])
  const found = find() ?? ((await installPackage('redis-server')) ? find() : undefined)
  if (found) return found
  throw new Error('No Redis to test with: install redis-server or valkey-server so that it is on PATH.')
}

/**
 * Starts a Redis on loopback.
 * @param port the one that an earlier Redis had, to bring it back; by default a free one
 * @param settings more of its command line
 */
export async function startRedis(port?: number, settings: readonly string[] = []): Promise<TestRedis> {
  const program = await requireRedis()
  for (;;) {
    const started = await tryStart(program, port ?? (await freePort()), settings)
    if (started) return started
    if (port !== undefined)
      throw new Error(`Redis did not start on port ${port}: something else listens there.`)
  }
}

async function tryStart(
  program: string,
  port: number,
  settings: readonly string[],
): Promise<TestRedis | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'pennypost-redis-'))
  const flags = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
    ...settings,
  ]
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  if (child.pid !== undefined && (await becomesReady(child, ended))) {
    return { url: `redis://127.0.0.1:${port}`, port, pid: child.pid, stop }
  }
  await stop()
  return undefined
}

function becomesReady(child: ChildProcess, ended: Promise<unknown>): Promise<boolean> {
  const ready = new Promise<boolean>((resolve) => {
    if (!child.stdout) return resolve(false)
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => line.includes('Ready to accept connections') && resolve(true))
  })
  return Promise.race([ready, ended.then(() => false)])
}
