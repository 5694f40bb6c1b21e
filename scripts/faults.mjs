import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { requireServerNode, toolEnvironment } from './find-node.mjs'
import { runCommand } from './run-command.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// Everything runs from its sources: what is tested is what is written, and nothing has to be built.
await bootstrap(root)
const flags = [
  '--conditions=pennypost:source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
]
const main = join(root, 'tests', 'faults', 'main.ts')
const { code } = await runCommand(requireServerNode(root), [...flags, main, ...process.argv.slice(2)], {
  cwd: root,
  env: toolEnvironment(root),
})
process.exitCode = code
