import { parseArgs } from 'node:util'
import type { Report } from './play.ts'
import { runFaults } from './run-faults.ts'
import { runRolling } from './run-rolling.ts'

const USAGE = `npm run faults -- [--mode faults] [--sends 2000] [--kills 10] [--round MS]
npm run faults -- --mode rolling [--restarts 20]
Each takes --seed S, which a failure prints and which repeats the schedule.`

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'faults' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    sends: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '10' },
    round: { type: 'string', default: '3000' },
    restarts: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
})

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
process.exit(await run())

async function run(): Promise<number> {
  const onProgress = (line: string) => void process.stdout.write(`${line}\n`)
  const options = { seed: Number(values.seed), onProgress }
  if (values.help) {
    onProgress(USAGE)
    return 0
  }
  switch (values.mode) {
    case 'faults': {
      const [sends, kills, roundMs] = [values.sends, values.kills, values.round].map(Number)
      return tell(
        await runFaults({ ...options, sends: sends ?? 0, kills: kills ?? 0, roundMs: roundMs ?? 0 }),
      )
    }
    case 'rolling':
      return tell(await runRolling({ ...options, restarts: Number(values.restarts) }))
    default:
      process.stderr.write(`There is no mode ${values.mode}.\n${USAGE}\n`)
      return 2
  }
}

/** @returns the exit code */
function tell({ seed, acknowledged, refused, counts, violations, tookMs, folder }: Report): number {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  for (const [name, count] of [...counts].sort()) say(`${String(count).padStart(8)}  ${name}`)
  say(`${acknowledged} acknowledged, ${refused} refused, in ${Math.round(tookMs / 1000)} s`)
  if (violations.length === 0) {
    say(`Seed ${seed}: no promise was broken.`)
    return 0
  }
  for (const violation of violations.slice(0, 40)) say(`✗ ${violation}`)
  say(`${violations.length} broken. The schedule is repeated by --seed ${seed}. Logs and history: ${folder}`)
  return 1
}
