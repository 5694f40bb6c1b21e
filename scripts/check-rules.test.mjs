import { expect, test } from 'vitest'
import { checkRules } from './check-rules.mjs'

test('a name that says nothing is refused, wherever it stands in the path', () => {
  expect(checkRules([{ path: 'packages/api/src/utils/zone.ts', text: '' }])).toHaveLength(1)
  expect(checkRules([{ path: 'packages/api/src/helper.test.ts', text: '' }])).toHaveLength(1)
  expect(checkRules([{ path: 'packages/api/src/send-message.ts', text: '' }])).toEqual([])
})

test('a file of more than 300 lines is refused', () => {
  expect(checkRules([{ path: 'a.ts', text: 'x\n'.repeat(300) }])).toEqual([])
  expect(checkRules([{ path: 'a.ts', text: 'x\n'.repeat(301) }])).toHaveLength(1)
})

test('silencing a check is refused with the line where it happens', () => {
  const silenced = ['@ts', 'ignore'].join('-')
  expect(checkRules([{ path: 'a.ts', text: `const a = 1\n// ${silenced}\n` }])).toEqual([
    'a.ts:2 Mend the code instead of silencing the check.',
  ])
})
