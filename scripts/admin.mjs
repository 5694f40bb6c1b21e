import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { buildQuietly } from './build.mjs'
import { requireServerNode } from './find-node.mjs'
import { runCommand } from './run-command.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stderr = 2

// stdout belongs to the command's data.
await bootstrap(root, stderr)
buildQuietly(root, ['@pennypost/admin'])
const main = join(root, 'apps', 'admin', 'dist', 'main.js')
const { code } = await runCommand(requireServerNode(root), [main, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(code)
