import { expect, test } from 'vitest'
import { localOrigins } from './addresses.ts'

test.each([
  [3000, ['http://localhost:3000', 'http://127.0.0.1:3000']],
  [80, ['http://localhost', 'http://127.0.0.1']],
  [443, ['http://localhost:443', 'http://127.0.0.1:443']],
])('this machine’s Origins at port %i are written as browsers write them', (port, origins) => {
  expect(localOrigins(port)).toEqual(origins)
})
