import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { fail } from './fail.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runCommand, runStep } from './run-command.mjs'
import { items } from './scorecard-items.mjs'

const usage = `npm run scorecard [-- --only 1,3,17] [-- --contact-sheet]
--only: these items alone. --contact-sheet: only the screenshots of every designed state (item 37), put together in
test-results/contact-sheet/index.html.`
const designedStates = 37

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const results = join(root, 'test-results')
const [report, figures] = [join(results, 'scorecard.json'), join(results, 'scorecard.jsonl')]
const chosen = readArguments(process.argv.slice(2))

await bootstrap(root)
const [loadBefore] = loadavg()
const node = requireServerNode(root)
const options = { cwd: root, env: { ...toolEnvironment(root), SCORECARD_REPORT: figures } }
const source = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
await runStep(node, [...source, join(root, 'tests', 'environment', 'prepare.ts')], options)
await build(root, ['@pennypost/web'])

mkdirSync(results, { recursive: true })
for (const file of [report, figures]) rmSync(file, { force: true })
const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'vitest.workspace.ts']
const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`]
const only = `^(${chosen.map(({ number }) => number).join('|')}) `
const { code, interrupted } = await runCommand(
  node,
  [...vitest, '--project', 'scorecard', '-t', only, ...reporters],
  options,
)
if (interrupted) process.exit(code || 130)
process.exitCode = showTable() && code === 0 ? 0 : 1

function readArguments(args) {
  let given
  try {
    const known = {
      only: { type: 'string' },
      'contact-sheet': { type: 'boolean' },
      help: { type: 'boolean' },
    }
    given = parseArgs({ args, options: known }).values
  } catch (error) {
    return fail(`${error.message}\n${usage}`)
  }
  if (given.help) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  if (given['contact-sheet']) return items.filter(({ number }) => number === designedStates)
  const numbers = given.only?.split(',').map(Number)
  const unknown = numbers?.filter((wanted) => !items.some(({ number }) => number === wanted)) ?? []
  if (unknown.length > 0) return fail(`There is no item ${unknown.join(', ')}.\n${usage}`)
  return items.filter(({ number }) => numbers?.includes(number) ?? true)
}

/** @returns whether every item that is due is met */
function showTable() {
  const tests = readTests()
  const measured = readFigures()
  const rows = chosen.map(({ number, name, later }) => {
    const own = tests.filter(({ title }) => Number(title.split(' ')[0]) === number)
    const isMet = own.length > 0 && own.every(({ status }) => status === 'passed')
    const outcome = later ? 'later' : isMet ? 'met' : 'not met'
    const why = later ? `waits for ${later}` : own.length === 0 ? 'no test ran' : (measured.get(number) ?? '')
    return {
      outcome,
      line: `${String(number).padStart(2)}  ${outcome.padEnd(7)}  ${name.padEnd(48)}  ${why}`,
    }
  })
  const count = (outcome) => rows.filter((row) => row.outcome === outcome).length
  process.stdout.write(`\n${rows.map(({ line }) => line.trimEnd()).join('\n')}\n`)
  if (loadBefore > availableParallelism())
    process.stdout.write(
      `\nThe machine was busy before this began (load ${loadBefore.toFixed(1)} on ${availableParallelism()} processors): times say little.\n`,
    )
  process.stdout.write(`\n${count('met')} met, ${count('not met')} not met, ${count('later')} later\n`)
  return count('not met') === 0
}

function readTests() {
  if (!existsSync(report)) return []
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}

function readFigures() {
  const found = new Map()
  if (!existsSync(figures)) return found
  for (const line of readFileSync(figures, 'utf8').split('\n').slice(0, -1)) {
    const { item, figures: told } = JSON.parse(line)
    const words = Object.entries(told).map(([name, figure]) => `${name} ${figure}`)
    found.set(item, [...(found.has(item) ? [found.get(item)] : []), ...words].join(' · '))
  }
  return found
}
