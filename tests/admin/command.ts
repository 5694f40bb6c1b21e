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
  const child = spawn(process.execPath, [...flags, main, ...words], {
    env: { ...process.env, TEST_CLOCK: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ])
  return { code, stdout, stderr }
}
