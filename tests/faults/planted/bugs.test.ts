import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUGS } from './bugs.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

test.each(BUGS)('it can still be planted that $name', ({ file, edits }) => {
  const source = readFileSync(join(ROOT, file), 'utf8')
  for (const { from } of edits) expect(source.split(from), `${file} has once: ${from}`).toHaveLength(2)
})
