import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { buildQuietly } from './build.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runCommand } from './run-command.mjs'
import { serverFlags } from './server-flags.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stderr = 2

// stdout belongs to the table, or to what --json prints. The server is measured as it is built.
await bootstrap(root, stderr)
buildQuietly(root, ['@pennypost/server', '@pennypost/api'])
const flags = [
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
  // What collecting its own heap costs the load client would count as the server's delay.
  '--initial-old-space-size=1024',
  '--no-memory-reducer',
  '--v8-pool-size=1',
]
const main = join(root, 'bench', 'main.ts')
const { code } = await runCommand(requireServerNode(root), [...flags, main, ...process.argv.slice(2)], {
  cwd: root,
  env: { ...toolEnvironment(root), SERVER_FLAGS: serverFlags.join(' ') },
})
process.exitCode = code
