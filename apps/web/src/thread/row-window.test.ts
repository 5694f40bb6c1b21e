import { expect, test } from 'vitest'
import { createRowHeights, FIRST_GUESS_PX } from './row-heights.ts'
import { rowWindow } from './row-window.ts'

const keys = Array.from({ length: 100_000 }, (_, index) => `row-${index}`)

test('a conversation of 100,000 messages draws at most 80 rows', () => {
  const heights = { of: () => 34, seenOf: () => 34 }
  for (const distancePx of [0, 4_250, 1_000_000, 3_400_000]) {
    const { from, to } = rowWindow(keys, heights, { distancePx, viewportPx: 1_300, isResting: false })
    expect(to - from).toBeLessThanOrEqual(80)
    expect(to - from).toBeGreaterThan(0)
  }
})

test('at the end the last rows are drawn and nothing stands below them', () => {
  const { from, to, spaceAfterPx } = rowWindow(keys, createRowHeights(), {
    distancePx: 0,
    viewportPx: 700,
    isResting: false,
  })
  expect(to).toBe(keys.length)
  expect(spaceAfterPx).toBe(0)
  expect((to - from) * FIRST_GUESS_PX).toBeGreaterThanOrEqual(700)
})

test('the space below is the exact height of the rows that are not drawn there', () => {
  const of = (key: string) => 30 + (Number(key.slice(4)) % 7) * 11
  const heights = { of, seenOf: of }
  const { to, spaceAfterPx } = rowWindow(keys, heights, {
    distancePx: 5_000,
    viewportPx: 700,
    isResting: false,
  })
  const below = keys.slice(to).reduce((sum, key) => sum + heights.of(key), 0)
  expect(spaceAfterPx).toBe(below)
})

test('at rest fewer rows are drawn, none of those that can be seen is missing, and the unmeasured count for nothing', () => {
  const sight = { distancePx: 0, viewportPx: 700 }
  const drawn = (heights: Parameters<typeof rowWindow>[1], isResting: boolean) => {
    const { from, to } = rowWindow(keys, heights, { ...sight, isResting })
    return to - from
  }
  const measured = { of: () => 40, seenOf: () => 40 }
  expect(drawn(measured, true)).toBeLessThan(drawn(measured, false))
  expect(drawn(measured, true) * 40).toBeGreaterThanOrEqual(700)
  const newest = { of: () => 40, seenOf: (key: string) => (key === 'row-99999' ? 0 : 40) }
  expect(drawn(newest, true)).toBe(drawn(measured, true) + 1)
  const unseen = { of: () => 40, seenOf: () => 0 }
  expect(drawn(unseen, true)).toBe(drawn(unseen, false))
})

test('an empty list draws nothing', () => {
  const sight = { distancePx: 0, viewportPx: 700, isResting: true }
  expect(rowWindow([], createRowHeights(), sight)).toEqual({
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
