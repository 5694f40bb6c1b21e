import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/admin/src/main.ts', import.meta.url))
const flags = [
  '--conditions=pennypost:source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
]

export type Ended = { code: number; stdout: string; stderr: string }

/** Runs the operators' command line as a process of its own, with nobody at a terminal. */
export async function runAdmin(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawnAdmin(words, env, 'pipe')
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'exit'),
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
  ])
  return { code, stdout, stderr }
}

/** The same with its stdout in a pipe, or in a file that is open. */
export function spawnAdmin(words: string[], env: NodeJS.ProcessEnv, stdout: 'pipe' | number) {
  return spawn(process.execPath, [...flags, main, ...words], {
    env: { ...process.env, TEST_CLOCK: '1', ...env },
    stdio: ['ignore', stdout, 'pipe'],
  })
}
