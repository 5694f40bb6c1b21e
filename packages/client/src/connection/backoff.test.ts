import { expect, test } from 'vitest'
import { fullJitterMs, pause } from './backoff.ts'

test('waits are spread over all of a bound that doubles up to half a minute', () => {
  expect([1, 2, 3, 5, 6, 50].map((attempt) => fullJitterMs(attempt, () => 1))).toEqual([
    1_000, 2_000, 4_000, 16_000, 30_000, 30_000,
  ])
  expect(fullJitterMs(9, () => 0)).toBe(0)
  expect(fullJitterMs(3, () => 0.5)).toBe(2_000)
})

test('a thousand clients that lost one server do not come back together', () => {
  const buckets = new Map<number, number>()
  for (let index = 0; index < 1_000; index += 1) {
    const bucket = Math.floor(fullJitterMs(3) / 400)
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
  expect(buckets.size).toBe(10)
  expect(Math.max(...buckets.values())).toBeLessThan(200)
})

test('a wait can be cut short', async () => {
  const endless = pause(null)
  endless.end()
  await endless.done
})
