import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'
import { runChecks } from './run-checks.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

await bootstrap(root)
process.exitCode = runChecks(root) ? 0 : 1
