import { parseArgs } from 'node:util'
import { runPlanted } from './planted/run-planted.ts'
import type { Report } from './play.ts'
import { runChurn } from './run-churn.ts'
import { runFaults } from './run-faults.ts'
import { runFrames } from './run-frames.ts'
import { runRolling } from './run-rolling.ts'

const USAGE = `npm run faults -- [--mode faults] [--sends 2000] [--kills 10] [--round MS] [--limits]
npm run faults -- --mode rolling [--restarts 20] [--limits]
npm run faults -- --mode churn [--minutes 1]
npm run faults -- --mode frames [--frames 200000]
npm run faults -- --mode planted [--only TEXT]
Each takes --seed S, which a failure prints and which repeats the schedule.`

const MOST_SHOWN = 40

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'faults' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    sends: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '10' },
    round: { type: 'string', default: '3000' },
    only: { type: 'string' },
    minutes: { type: 'string', default: '1' },
    frames: { type: 'string', default: '200000' },
    restarts: { type: 'string', default: '20' },
    limits: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(name, () => {
    process.stdout.write(`Ended by ${name}.\n`)
    process.exit(130)
  })

process.exit(await run())

async function run(): Promise<number> {
  const onProgress = (line: string) => void process.stdout.write(`${line}\n`)
  const options = { seed: Number(values.seed), limits: values.limits, onProgress }
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
    case 'churn': {
      const { seed, visits, heapBytes, violations, rest } = await runChurn({
        ...options,
        minutes: Number(values.minutes),
      })
      const heap = heapBytes.map((bytes) => Math.round(bytes / 2 ** 20)).join(' ')
      return conclude(
        `${visits} visits; heap of both servers in MiB: ${heap}; open at the end: ${rest}`,
        seed,
        violations,
      )
    }
    case 'frames': {
      const { seed, frames, answers, violations, heapBytes } = await runFrames({
        ...options,
        frames: Number(values.frames),
      })
      const heap = heapBytes.map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(', then ')
      return conclude(`${frames} malformed frames, ${answers} answers; heap ${heap}`, seed, violations)
    }
    case 'planted': {
      const { only } = values
      const { seed, caught, violations } = await runPlanted({
        ...options,
        ...(only !== undefined && { only }),
      })
      return conclude(`${caught} planted bugs were caught`, seed, violations)
    }
    default:
      process.stderr.write(`There is no mode ${values.mode}.\n${USAGE}\n`)
      return 2
  }
}

/** @returns the exit code */
function tell({ seed, acknowledged, refused, counts, violations, tookMs, folder }: Report): number {
  const figures = [...counts].sort().map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
  const total = `${acknowledged} acknowledged, ${refused} refused, in ${Math.round(tookMs / 1000)} s`
  const kept = violations.length > 0 ? [`Logs and history: ${folder}`] : []
  return conclude([...figures, total, ...kept].join('\n'), seed, violations)
}

function conclude(figures: string, seed: number, violations: readonly string[]): number {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  say(figures)
  for (const violation of violations.slice(0, MOST_SHOWN)) say(`✗ ${violation}`)
  if (violations.length === 0) say(`Seed ${seed}: no promise was broken.`)
  else say(`${violations.length} broken. The same again: --mode ${values.mode} --seed ${seed}`)
  return violations.length === 0 ? 0 : 1
}
