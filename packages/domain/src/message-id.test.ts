import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuidV7, uuidV7Time } from './message-id.ts'

const V7 = '019aabf2-1b2c-7def-8123-456789abcdef'

test('a UUIDv7 is one in small and capital letters', () => {
  expect(isUuidV7(V7)).toBe(true)
  expect(isUuidV7(V7.toUpperCase())).toBe(true)
})

test.each([
  ['another version', V7.replace('-7', '-4')],
  ['another variant', V7.replace('-8', '-c')],
  ['braces', `{${V7}}`],
  ['no hyphens', V7.replaceAll('-', '')],
  ['a line break at the end', `${V7}\n`],
  ['a letter too many', `${V7}0`],
  ['nothing', ''],
])('a text with %s is none', (_, id) => {
  expect(isUuidV7(id)).toBe(false)
})

test('the instant in an id is read to the millisecond', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 48 - 1), (ms) => {
      const hex = ms.toString(16).padStart(12, '0')
      expect(uuidV7Time(`${hex.slice(0, 8)}-${hex.slice(8)}-7def-8123-456789abcdef`)).toBe(ms)
    }),
  )
})
