import { expect, test } from 'vitest'
import { createRowHeights, FIRST_GUESS_PX } from './row-heights.ts'
import { rowWindow } from './row-window.ts'

const keys = Array.from({ length: 100_000 }, (_, index) => `row-${index}`)

test('a conversation of 100,000 messages draws at most 80 rows', () => {
  const heights = { of: () => 34 }
  for (const distancePx of [0, 4_250, 1_000_000, 3_400_000]) {
    const { from, to } = rowWindow(keys, heights, distancePx, 1_300)
    expect(to - from).toBeLessThanOrEqual(80)
    expect(to - from).toBeGreaterThan(0)
  }
})

test('at the end the last rows are drawn and nothing stands below them', () => {
  const { from, to, spaceAfterPx } = rowWindow(keys, createRowHeights(), 0, 700)
  expect(to).toBe(keys.length)
  expect(spaceAfterPx).toBe(0)
  expect((to - from) * FIRST_GUESS_PX).toBeGreaterThanOrEqual(700)
})

test('the space below is the exact height of the rows that are not drawn there', () => {
  const heights = { of: (key: string) => 30 + (Number(key.slice(4)) % 7) * 11 }
  const { to, spaceAfterPx } = rowWindow(keys, heights, 5_000, 700)
  const below = keys.slice(to).reduce((sum, key) => sum + heights.of(key), 0)
  expect(spaceAfterPx).toBe(below)
})

test('an empty list draws nothing', () => {
  expect(rowWindow([], createRowHeights(), 0, 700)).toEqual({
    from: 0,
    to: 0,
    spaceBeforePx: 0,
    spaceAfterPx: 0,
  })
})

test('a row that was not seen is taken for an average one', () => {
  const heights = createRowHeights()
  heights.measure('a', 40)
  heights.measure('b', 60)
  heights.measure('b', 80)
  expect([heights.of('a'), heights.of('b'), heights.of('c')]).toEqual([40, 80, 60])
  heights.keepOnly(new Set(['a']))
  expect(heights.of('b')).toBe(40)
})
