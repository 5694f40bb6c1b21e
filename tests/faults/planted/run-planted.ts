import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runFaults } from '../run-faults.ts'
import { BUGS, type Bug } from './bugs.ts'
import { RepositoryCopy } from './copy-repository.ts'

const RUN = { sends: 1_500, kills: 8, roundMs: 2_500 }
const TESTS_MS = 300_000

export type PlantedOptions = {
  seed: number
  /** Only the bugs whose name has this in it. */
  only?: string
  onProgress: (line: string) => void
}
export type PlantedReport = { seed: number; caught: number; violations: string[] }

/** Plants one mistake after the other in a copy of the sources: what does not notice one is worth nothing. */
export async function runPlanted({ seed, only = '', onProgress }: PlantedOptions): Promise<PlantedReport> {
  const violations: string[] = []
  await using copy = await RepositoryCopy.make()
  const bugs = BUGS.filter(({ name }) => name.includes(only))
  onProgress('without a bug')
  const tests = [...new Set(bugs.flatMap(({ caughtBy }) => (caughtBy === 'faults' ? [] : caughtBy.tests)))]
  const unplanted = await notices(copy, { tests }, seed)
  if (unplanted !== null) violations.push(`what is to catch bugs fails without one: ${unplanted}`)
  let caught = 0
  for (const bug of bugs) {
    const takeOut = await copy.plant(bug)
    const noticed = await notices(copy, bug.caughtBy, seed)
    await takeOut()
    if (noticed === null) violations.push(`nothing noticed that ${bug.name}`)
    else caught += 1
    onProgress(`${noticed === null ? '✗' : '✓'} ${bug.name}${noticed === null ? '' : `: ${noticed}`}`)
  }
  return { seed, caught, violations }
}

/** @returns what was noticed first; null: nothing */
async function notices(
  { root }: RepositoryCopy,
  caughtBy: Bug['caughtBy'],
  seed: number,
): Promise<string | null> {
  if (caughtBy !== 'faults') return await failingTest(root, caughtBy.tests)
  const { violations, folder } = await runFaults({ ...RUN, seed, root })
  // Kept for whoever looks for a bug; this one is known.
  await rm(folder, { recursive: true, force: true })
  return violations[0]?.split('\n')[0] ?? null
}

async function failingTest(root: string, tests: readonly string[]): Promise<string | null> {
  if (tests.length === 0) return null
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const flags = [
    'run',
    '--config',
    'vitest.workspace.ts',
    '--project',
    'integration',
    '--project',
    'apart',
    '--no-color',
    '--bail',
    '1',
  ]
  const child = spawn(process.execPath, [vitest, ...flags, ...tests], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A bug may keep tests from ending at all.
    timeout: TESTS_MS,
    killSignal: 'SIGKILL',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()))
  const [code] = await once(child, 'close')
  if (code === 0) return null
  const failure = /FAIL\s+\S*\s*(.*)/.exec(output)?.[1] ?? /Unhandled.*|Error:.*/.exec(output)?.[0]
  return failure ?? `vitest ended with ${code}`
}
