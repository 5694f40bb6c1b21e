import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runCommand } from './run-command.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

await bootstrap(root)
await build(root, ['@pennypost/server', '@pennypost/web'])

const node = requireServerNode(root)
const server = join(root, 'apps', 'server')
const web = join(root, 'apps', 'web')
const options = { env: toolEnvironment(root), detached: true }
const ends = [
  runCommand(
    join(root, 'node_modules', '.bin', 'tsc'),
    ['--build', '--watch', '--preserveWatchOutput', server],
    {
      ...options,
      cwd: root,
    },
  ),
  runCommand(join(web, 'node_modules', '.bin', 'vite'), ['build', '--watch'], { ...options, cwd: web }),
  runCommand(node, ['--watch', '--watch-preserve-output', join(server, 'dist', 'main.js')], {
    ...options,
    cwd: root,
  }),
]
// They run until we are told to stop, and what ends one of them by itself ends us: the others see a signal.
const first = await Promise.race(ends)
if (!first.interrupted) process.kill(process.pid, 'SIGTERM')
await Promise.all(ends)
process.exit(first.code)
