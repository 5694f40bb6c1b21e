import { expect, test } from 'vitest'
import { requireBinaries } from './binaries.ts'

test('a platform without a Postgres of its own is refused in one line that says what to do', async () => {
  await expect(requireBinaries('plan9-mips')).rejects.toThrow(
    /^No embedded Postgres .*plan9-mips.*DATABASE_URL.*$/,
  )
})
