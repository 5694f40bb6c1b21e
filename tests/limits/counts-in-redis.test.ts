import { createRedisBus, SharedCounts } from '@pennypost/api'
import { takeFromRate } from '@pennypost/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
let redis: TestRedis
let counts: SharedCounts
let nextKey = 0
const freshKey = () => `key ${++nextKey}`

beforeAll(async () => {
  redis = await startRedis()
  counts = new SharedCounts(redis.url, quiet)
  await vi.waitFor(async () => expect(await counts.take(freshKey(), { perSecond: 1, burst: 1 })).toBe(0))
})
afterAll(async () => {
  counts.close()
  await redis.stop()
})

test('Redis counts by the same rule, with the same numbers, as a server by itself', async () => {
  const rates = fc.record({
    perSecond: fc.integer({ min: 1, max: 50 }),
    burst: fc.integer({ min: 1, max: 30 }),
  })
  const steps = fc.array(fc.nat(300), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(rates, steps, async (rate, waits) => {
      const key = freshKey()
      let nowMs = 1e12
      let fullAtMs = 0
      for (const wait of waits) {
        nowMs += wait
        const taken = takeFromRate(rate, fullAtMs, nowMs)
        if ('fullAtMs' in taken) fullAtMs = taken.fullAtMs
        expect(await counts.take(key, rate, nowMs)).toBe('retryAfterMs' in taken ? taken.retryAfterMs : 0)
      }
    }),
    { numRuns: 60 },
  )
})

test('what is counted there is forgotten by itself', async () => {
  const key = freshKey()
  await counts.take(key, { perSecond: 10, burst: 20 })
  await counts.hold(`${key} places`, 'one', 10, 20_000)
  expect(await counts.connection.pttl(key)).toBeLessThan(65_000)
  expect(await counts.connection.pttl(key)).toBeGreaterThan(0)
  expect(await counts.connection.pttl(`${key} places`)).toBeGreaterThan(0)
  expect(await counts.connection.pttl(`${key} places`)).toBeLessThanOrEqual(20_000)
})

test('the places of a server that died come free by themselves; those that are kept do not', async () => {
  const key = freshKey()
  expect(await counts.hold(key, 'of-a-server-that-dies', 2, 300)).toBe(true)
  expect(await counts.hold(key, 'of-one-that-lives', 2, 300)).toBe(true)
  expect(await counts.hold(key, 'one-too-many', 2, 300)).toBe(false)
  await counts.keep(key, ['of-one-that-lives'], 60_000)
  await vi.waitFor(async () => expect(await counts.hold(key, 'next', 2, 60_000)).toBe(true), 2_000)
  expect(await counts.hold(key, 'one-too-many', 2, 60_000)).toBe(false)
  await counts.letGo(key, ['next'])
  expect(await counts.hold(key, 'after it', 2, 60_000)).toBe(true)
})

test('the places of a server whose connection Redis saw end come free at once', async () => {
  const key = freshKey()
  const [dying, living] = [createRedisBus(redis.url, quiet), createRedisBus(redis.url, quiet)]
  const places = [dying, living].map(({ ownTopic }) => `${ownTopic} place`)
  await vi.waitFor(async () =>
    expect((await counts.connection.pubsub('CHANNELS', 'pennypost:server:*')).length).toBe(2),
  )
  for (const place of places) expect(await counts.hold(key, place, 2, 60_000)).toBe(true)
  expect(await counts.hold(key, 'one-too-many', 2, 60_000)).toBe(false)
  await dying.close()
  await vi.waitFor(async () => expect(await counts.hold(key, 'next', 2, 60_000)).toBe(true))
  expect(await counts.hold(key, 'one-too-many', 2, 60_000)).toBe(false)
  await living.close()
})

test('a Redis that forgets its scripts and all that it counted goes on counting', async () => {
  const [key, rate] = [freshKey(), { perSecond: 1, burst: 1 }]
  expect(await counts.take(key, rate)).toBe(0)
  expect(await counts.take(key, rate)).toBeGreaterThan(0)
  await counts.connection.script('FLUSH')
  await counts.connection.flushall()
  expect(await counts.take(key, rate)).toBe(0)
  expect(await counts.take(key, rate)).toBeGreaterThan(0)
})
