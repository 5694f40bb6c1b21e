import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { fail } from './fail.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runCommand } from './run-command.mjs'

// The proofs that `npm test` runs at a smaller figure: where each is, and its sizes here.
const proofs = {
  model: { path: 'tests/model/', sizes: { model: 5000 } },
  zones: { path: 'tests/zones/', sizes: { zones: 1000, years: 18, hopping: 1000 } },
  races: { path: 'tests/races/', sizes: { races: 1000, retries: 500 } },
  canary: { path: 'tests/canary/', sizes: { canary: 5000, backlog: 1_000_000 } },
  audit: { path: 'tests/admin/audit-size', sizes: { audit: 1_000_000 } },
}
const usage = `npm run proofs [-- --only ${Object.keys(proofs).join(',')}] [--SIZE N]… [--seed S --path P]
sizes: ${Object.values(proofs)
  .flatMap(({ sizes }) => Object.entries(sizes).map(([name, size]) => `${name} ${size}`))
  .join(', ')}
--seed and --path, as a failure prints them, replay one history (with --only).`

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, 'test-results', 'proofs.jsonl')
const { chosen, environment } = readArguments(process.argv.slice(2))

await bootstrap(root)
const node = requireServerNode(root)
mkdirSync(dirname(report), { recursive: true })
rmSync(report, { force: true })
const reading = setInterval(showProgress, 500)
const shown = new Map()
const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'vitest.workspace.ts']
const { code, interrupted } = await runCommand(
  node,
  [
    ...vitest,
    '--project',
    'integration',
    '--no-file-parallelism',
    ...chosen.map((name) => proofs[name].path),
  ],
  { cwd: root, env: { ...toolEnvironment(root), ...environment, PROOF_REPORT: report } },
)
clearInterval(reading)
showTable()
if (code !== 0 && !interrupted)
  process.stdout.write(
    'A proof failed, see above. Its seed and path replay it: npm run proofs -- --only model --seed S --path P\n',
  )
process.exitCode = code

function readArguments(args) {
  const names = Object.values(proofs).flatMap(({ sizes }) => Object.keys(sizes))
  const options = Object.fromEntries(
    ['only', 'seed', 'path', ...names].map((name) => [name, { type: 'string' }]),
  )
  let given
  try {
    given = parseArgs({ args, options: { ...options, help: { type: 'boolean' } } }).values
  } catch (error) {
    return fail(`${error.message}\n${usage}`)
  }
  if (given.help) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  const chosen = given.only?.split(',') ?? Object.keys(proofs)
  const unknown = chosen.filter((name) => !(name in proofs))
  if (unknown.length > 0) return fail(`There is no proof ${unknown.join(', ')}.\n${usage}`)
  const sizes = Object.assign({}, ...chosen.map((name) => proofs[name].sizes))
  for (const name of Object.keys(sizes)) sizes[name] = given[name] ?? sizes[name]
  const { seed, path } = given
  const values = Object.entries({ ...sizes, ...(seed && { seed }), ...(path && { path }) })
  const environment = Object.fromEntries(
    values.map(([name, value]) => [`PROOF_${name.toUpperCase()}`, String(value)]),
  )
  return { chosen, environment }
}

function readReport() {
  if (!existsSync(report)) return []
  const lines = readFileSync(report, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

// A line for each tenth of a proof.
function showProgress() {
  for (const { proof, done, total } of readReport()) {
    const tenth = Math.floor((10 * done) / total)
    if (total === undefined || tenth <= (shown.get(proof) ?? 0)) continue
    shown.set(proof, tenth)
    process.stdout.write(`${proof}: ${done} of ${total}\n`)
  }
}

function showTable() {
  const rows = readReport().filter(({ figures }) => figures !== undefined)
  const width = Math.max(0, ...rows.map(({ proof }) => proof.length))
  const lines = rows.map(({ proof, figures }) => {
    const told = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
    return `${proof.padEnd(width)}  ${told.join(' · ')}`
  })
  const notes = readReport().flatMap(({ proof, notes = [] }) => notes.map((note) => `${proof}: ${note}`))
  if (notes.length > 0) process.stdout.write(`\n${notes.join('\n')}\n`)
  process.stdout.write(`\n${lines.join('\n') || 'No proof came to its end.'}\n`)
}
