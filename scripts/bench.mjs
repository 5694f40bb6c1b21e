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
// The servers under test inherit them, and so does the load client: its own pauses would count as theirs.
const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', ...serverFlags]
const main = join(root, 'bench', 'main.ts')
const { code } = await runCommand(requireServerNode(root), [...flags, main, ...process.argv.slice(2)], {
  cwd: root,
  env: toolEnvironment(root),
})
process.exitCode = code
