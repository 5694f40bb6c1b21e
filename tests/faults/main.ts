import { parseArgs } from 'node:util'
import { type Report, runFaults } from './run-faults.ts'

const { values } = parseArgs({
  options: {
    sends: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    round: { type: 'string', default: '3000' },
  },
})

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))

const report = await runFaults({
  sends: Number(values.sends),
  kills: Number(values.kills),
  seed: Number(values.seed),
  roundMs: Number(values.round),
  onProgress: (line) => process.stdout.write(`${line}\n`),
})
tell(report)
process.exit(report.violations.length === 0 ? 0 : 1)

function tell({ seed, acknowledged, refused, counts, violations, tookMs, folder }: Report): void {
  const lines = [...counts].sort().map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`)
  process.stdout.write(
    `\n${lines.join('\n')}\n${acknowledged} acknowledged, ${refused} refused, in ${Math.round(tookMs / 1000)} s\n`,
  )
  if (violations.length === 0) return void process.stdout.write(`Seed ${seed}: no promise was broken.\n`)
  for (const violation of violations.slice(0, 40)) process.stdout.write(`✗ ${violation}\n`)
  process.stdout.write(
    `${violations.length} broken. Seed ${seed} repeats the schedule: npm run faults -- --seed ${seed}\nLogs and history: ${folder}\n`,
  )
}
