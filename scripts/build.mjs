import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fail } from './fail.mjs'
import { toolEnvironment } from './find-node.mjs'
import { runStep } from './run-command.mjs'

/**
 * Builds packages and all that they need; what has not changed comes from turbo's cache.
 * @param {string} root the repository
 * @param {string[]} names workspace packages, for example `@pennypost/server`
 */
export async function build(root, names) {
  const { file, args, options } = describeBuild(root, names)
  await runStep(file, args, options)
}

/** As `build`, but says nothing unless it fails, and then on stderr. */
export function buildQuietly(root, names) {
  const { file, args, options } = describeBuild(root, names)
  const { status, stdout, stderr } = spawnSync(file, args, { ...options, encoding: 'utf8' })
  if (status !== 0) fail(`${stdout}${stderr}`.trimEnd())
}

function describeBuild(root, names) {
  const filters = names.map((name) => `--filter=${name}`)
  const flags = ['--output-logs=new-only', '--log-order=grouped', '--ui=stream', '--no-update-notifier']
  return {
    file: join(root, 'node_modules', '.bin', 'turbo'),
    args: ['run', 'build', ...filters, ...flags],
    options: { cwd: root, env: toolEnvironment(root) },
  }
}
