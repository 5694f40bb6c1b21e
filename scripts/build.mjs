import { join } from 'node:path'
import { toolEnvironment } from './find-node.mjs'
import { runStep } from './run-command.mjs'

/**
 * Builds packages and all that they need; what has not changed comes from turbo's cache.
 * @param {string} root the repository
 * @param {string[]} names workspace packages, for example `@pennypost/server`
 * @param {'inherit' | number} output where the progress goes
 */
export async function build(root, names, output = 'inherit') {
  const filters = names.map((name) => `--filter=${name}`)
  const flags = ['--output-logs=new-only', '--log-order=grouped', '--ui=stream', '--no-update-notifier']
  await runStep(join(root, 'node_modules', '.bin', 'turbo'), ['run', 'build', ...filters, ...flags], {
    cwd: root,
    env: toolEnvironment(root),
    stdio: ['ignore', output, 'inherit'],
  })
}
