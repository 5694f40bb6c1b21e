import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DatabaseClock } from './database-clock.ts'

const START_MS = Date.parse('2026-11-22T12:00:00.000Z')

/** A process and a database with clocks of their own, and time that passes by hand. */
function setUp(databaseAheadMs = 5_000) {
  let passedMs = 0
  let aheadMs = databaseAheadMs
  const clock = new DatabaseClock(() => 70_000 + passedMs)
  const truth = () => START_MS + passedMs + aheadMs
  const pass = (ms: number) => {
    passedMs += ms
  }
  const hear = (wayThereMs: number, wayBackMs: number) => {
    const heard = clock.ask()
    pass(wayThereMs)
    const instant = new Date(truth()).toISOString()
    pass(wayBackMs)
    heard(instant)
  }
  const step = (ms: number) => {
    aheadMs += ms
  }
  const set = (ms: number) => {
    step(ms)
    clock.forget()
  }
  return { clock, truth, pass, hear, step, set }
}

test('a late answer makes nobody believe that it is earlier', () => {
  const { clock, truth, hear } = setUp()
  hear(1, 1)
  hear(300, 4_000)
  expect(truth() - clock.nowMs()).toBe(1)
  expect(clock.latestMs() - truth()).toBe(2)
})

test('the database’s clock lies between the two bounds, whatever the answers took', () => {
  const way = fc.integer({ min: 0, max: 5_000 })
  const step = fc.record({ pause: fc.integer({ min: 0, max: 30_000 }), there: way, back: way })
  fc.assert(
    fc.property(fc.integer(), fc.array(step, { minLength: 1, maxLength: 30 }), (ahead, steps) => {
      const { clock, truth, pass, hear } = setUp(ahead % 1e9)
      for (const { pause, there, back } of steps) {
        pass(pause)
        hear(there, back)
        expect(clock.nowMs()).toBeLessThanOrEqual(truth())
        expect(clock.latestMs()).toBeGreaterThan(truth())
      }
    }),
  )
})

test('a clock that was set is learned anew, and an answer from before does not count', () => {
  const { clock, truth, hear, set } = setUp()
  hear(1, 1)
  const late = clock.ask()
  const before = new Date(truth()).toISOString()
  set(-60_000)
  late(before)
  hear(1, 1)
  expect(truth() - clock.nowMs()).toBe(1)
  set(60_000)
  hear(2, 3)
  expect(truth() - clock.nowMs()).toBe(3)
})

test('a clock that was set and nobody said so is believed with the next answer', () => {
  const { clock, truth, hear, step } = setUp()
  for (const ms of [5_000, -60_000]) {
    hear(1, 1)
    step(ms)
    hear(2, 3)
    expect(truth() - clock.nowMs()).toBe(3)
    expect(clock.latestMs() - truth()).toBe(3)
  }
})

test('bounds are forgotten after 20 seconds, since two clocks drift apart', () => {
  const { clock, truth, pass, hear } = setUp()
  hear(1, 1)
  pass(20_000)
  hear(50, 40)
  expect(truth() - clock.nowMs()).toBe(40)
})
