import { parseArgs } from 'node:util'
import { allRows } from './rows/all-rows.ts'
import { growthRows } from './rows/growth-rows.ts'
import { plotGrowth } from './rows/plot-growth.ts'
import { startBench } from './surroundings/bench.ts'
import { measureRow, type Result } from './table/measure-row.ts'
import { printTable, toJson } from './table/print-table.ts'

const USAGE = `npm run bench [-- --only id,id] [--pairs 7] [--seconds 2] [--json]
rows: ${allRows.map((row) => row.id).join(', ')}`

const FEWEST_PAIRS = 7

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    pairs: { type: 'string', default: String(FEWEST_PAIRS) },
    seconds: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const wanted = values.only?.split(',')
const unknown = wanted?.filter((id) => !allRows.some((row) => row.id === id)) ?? []
const sizes = [Number(values.pairs), Number(values.seconds)]
if (values.help || unknown.length > 0 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
  process.stderr.write(`${USAGE}\n`)
  process.exit(values.help ? 0 : 2)
}
const [pairs = FEWEST_PAIRS, seconds = 2] = sizes
const say = (line: string) => void process.stderr.write(`${line}\n`)

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130))

const bench = await startBench({ seconds })
const results: Result[] = []
try {
  for (const row of allRows)
    if (wanted?.includes(row.id) ?? true) results.push(await measureRow(bench, row, pairs, say))
  if (results.some(({ row }) => growthRows.includes(row))) say(`How cost grows: ${await plotGrowth(bench)}`)
} finally {
  await bench.stop()
}
const table = printTable(results)
if (values.json) say(table)
process.stdout.write(`${values.json ? toJson(results) : table}\n`)
if (pairs < FEWEST_PAIRS)
  say(`Fewer than ${FEWEST_PAIRS} pairs prove nothing here: speeds move twofold within minutes.`)
process.exit(results.every(({ met }) => met === true) ? 0 : 1)
