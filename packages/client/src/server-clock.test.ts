import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

function at(ms: number): string {
  return new Date(ms).toISOString()
}

test('a device that is ten minutes off knows the server time all the same', () => {
  for (const wrongMs of [-600_000, 600_000]) {
    const clock = createServerClock({ now: () => 1_000_000 + wrongMs })
    clock.observe(at(1_000_000))
    expect(clock.nowMs()).toBe(1_000_000)
  }
})

test('pages that took long to come do not set the clock back', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  now += 1_000
  clock.observe(at(now - 800))
  expect(clock.nowMs()).toBe(now)
})

test('a clock that was moved is followed, forwards and back', () => {
  const clock = createServerClock({ now: () => 5_000_000 })
  clock.observe(at(5_000_000))
  clock.observe(at(5_000_000 + 3_600_000))
  expect(clock.nowMs()).toBe(5_000_000 + 3_600_000)
  clock.observe(at(5_000_000))
  expect(clock.nowMs()).toBe(5_000_000)
})

test('what has just been made tells that it is at least that late', () => {
  const clock = createServerClock({ now: () => 5_000_000 })
  clock.observeNotBefore(at(5_010_000))
  expect(clock.nowMs()).toBe(5_010_000)
  clock.observeNotBefore(at(4_000_000))
  expect(clock.nowMs()).toBe(5_010_000)
})
