import { expect, test } from 'vitest'
import { judge, quantile } from './judge.ts'

const MORE = { better: 'more', goal: 1.5, stretch: 2.5 } as const
const LESS = { better: 'less', goal: 3, stretch: 2 } as const

test('the figure is the median of the pairs, which one wild pair does not move', () => {
  expect(judge(MORE, [1.5, 1.6, 1.4, 90, 1.6]).ratio).toBe(1.6)
})

test('a goal is met at the goal itself, whichever way is better', () => {
  expect(judge(MORE, [1.5, 1.5, 1.5])).toMatchObject({ met: true, isStretchMet: false })
  expect(judge(MORE, [1.49, 1.49, 1.49]).met).toBe(false)
  expect(judge(LESS, [3, 3, 3])).toMatchObject({ met: true, isStretchMet: false })
  expect(judge(LESS, [2, 2, 2]).isStretchMet).toBe(true)
  expect(judge(LESS, [3.01, 3.01, 3.01]).met).toBe(false)
})

test('no verdict where the middle half is wider than a third of the median', () => {
  expect(judge(MORE, [1.8, 1.8, 1.8, 2.5, 2.5])).toMatchObject({ met: null, isStretchMet: false })
  expect(judge(MORE, [1.8, 1.8, 1.8, 2.39, 2.4]).met).toBe(true)
})

test('between two figures a quantile lies on the straight line', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2)
  expect(quantile([7], 0.9)).toBe(7)
})
