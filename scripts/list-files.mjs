import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const foreign = new Set(['node_modules', 'dist', 'dist-types', 'coverage', 'test-results'])

/** Every file of the repository that was written by hand, as paths relative to the root. */
export function listFiles(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isFile()) return [path]
    const skipped = foreign.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci')
    return entry.isDirectory() && !skipped ? listFiles(root, path) : []
  })
}
