import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runChecks } from './run-checks.mjs'
import { runCommand, runStep } from './run-command.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const report = join(root, 'test-results', 'vitest.json')
const filters = process.argv.slice(2)

await bootstrap(root)
const node = requireServerNode(root)
// Tests start hundreds of processes that load the same modules.
const compiled = join(root, 'node_modules', '.cache', 'compiled')
const options = { cwd: root, env: { NODE_COMPILE_CACHE: compiled, ...toolEnvironment(root) } }
const source = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']
await runStep(node, [...source, join(root, 'tests', 'environment', 'prepare.ts')], options)
// With arguments only the tests that they select are run.
const checked = filters.length > 0 || runChecks(root)
await build(root, ['@pennypost/web'])

rmSync(report, { force: true })
const vitest = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'vitest.workspace.ts']
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
// All of the scorecard takes minutes and measures times: it is a command of its own.
const { code, interrupted } = await runCommand(
  node,
  [...vitest, '--project=!scorecard', ...reporters, ...filters],
  options,
)
if (interrupted) process.exit(code || 130)

const { passed, failed, skipped } = countTests()
if (!checked) process.stdout.write('The static checks failed, see above.\n')
if (skipped > 0) process.stdout.write(`${skipped} tests did not run: none may be skipped.\n`)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = code === 0 && checked && failed === 0 && (skipped === 0 || filters.length > 0) ? 0 : 1

// A file that could not be loaded has no tests to count, so it counts as one failure itself.
function countTests() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    const broken = testResults.filter(({ status, assertionResults }) => {
      return status === 'failed' && !assertionResults.some((each) => each.status === 'failed')
    })
    const skipped = numPendingTests + numTodoTests
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped }
  } catch {
    process.stdout.write('vitest wrote no report, so the tests did not run to their end.\n')
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
