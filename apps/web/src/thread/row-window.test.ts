import { expect, test } from 'vitest'
import { ESTIMATED_ROW_PX, rowWindow } from './row-window.ts'

const keys = Array.from({ length: 100_000 }, (_, index) => `row-${index}`)

test('a conversation of 100,000 messages draws at most 80 rows', () => {
  const heights = new Map(keys.map((key) => [key, 34]))
  for (const distancePx of [0, 4_250, 1_000_000, 3_400_000]) {
    const { from, to } = rowWindow(keys, heights, distancePx, 1_300)
    expect(to - from).toBeLessThanOrEqual(80)
    expect(to - from).toBeGreaterThan(0)
  }
})

test('at the end the last rows are drawn and nothing stands below them', () => {
  const { from, to, spaceAfterPx } = rowWindow(keys, new Map(), 0, 700)
  expect(to).toBe(keys.length)
  expect(spaceAfterPx).toBe(0)
  expect((to - from) * ESTIMATED_ROW_PX).toBeGreaterThanOrEqual(700)
})

test('the space below is the exact height of the rows that are not drawn there', () => {
  const heights = new Map(keys.map((key, index) => [key, 30 + (index % 7) * 11]))
  const { to, spaceAfterPx } = rowWindow(keys, heights, 5_000, 700)
  const below = keys.slice(to).reduce((sum, key) => sum + (heights.get(key) ?? 0), 0)
  expect(spaceAfterPx).toBe(below)
})

test('an empty list draws nothing', () => {
  expect(rowWindow([], new Map(), 0, 700)).toEqual({ from: 0, to: 0, spaceBeforePx: 0, spaceAfterPx: 0 })
})
