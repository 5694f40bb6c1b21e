import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { requireServerNode, toolEnvironment } from './find-node.mjs'

/**
 * Runs every static check, each to its end so that one run shows all that is wrong.
 * @param {string} root the repository
 * @returns {boolean} whether all of them passed
 */
export function runChecks(root) {
  const bin = (name) => join(root, 'node_modules', '.bin', name)
  const node = requireServerNode(root)
  const checks = [
    ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
    ['rules', node, [join(root, 'scripts', 'check-rules.mjs')]],
    ['documents', node, [join(root, 'scripts', 'check-docs.mjs')]],
    ['types', bin('tsc'), ['--build']],
    ['size of the web client', node, [join(root, 'scripts', 'check-bundle.mjs')]],
    ['dead code', bin('knip'), ['--treat-config-hints-as-errors']],
    ['migrations', bin('drizzle-kit'), ['check']],
  ]
  const results = checks.map(([name, file, args]) => {
    process.stdout.write(`\n— ${name}\n`)
    const started = performance.now()
    const { status } = spawnSync(file, args, { cwd: root, stdio: 'inherit', env: toolEnvironment(root) })
    return { name, passed: status === 0, seconds: ((performance.now() - started) / 1000).toFixed(1) }
  })
  const lines = results.map(({ name, passed, seconds }) => `${passed ? '✓' : '✗'} ${name} (${seconds} s)`)
  process.stdout.write(`\n${lines.join('\n')}\n`)
  return results.every(({ passed }) => passed)
}
