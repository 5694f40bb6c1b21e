import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { build } from './build.mjs'
import { requireServerNode } from './find-node.mjs'
import { runCommand } from './run-command.mjs'
import { serverFlags } from './server-flags.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

await bootstrap(root)
await build(root, ['@pennypost/server', '@pennypost/web'])

// In a process group of its own the server gets Ctrl-C from us alone, once; by the channel it sees us die.
const { code, interrupted } = await runCommand(
  requireServerNode(root),
  [...serverFlags, join(root, 'apps', 'server', 'dist', 'main.js')],
  {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  },
)
if (code > 128 && !interrupted) {
  process.stderr.write(
    'The server was killed. Nothing that was acknowledged is lost: run `npm start` again.\n',
  )
}
process.exit(code)
