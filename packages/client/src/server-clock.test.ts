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

test('a clock that was moved forwards is followed at once', () => {
  const clock = createServerClock({ now: () => 5_000_000 })
  clock.observe(at(5_000_000))
  clock.observe(at(5_000_000 + 3_600_000))
  expect(clock.nowMs()).toBe(5_000_000 + 3_600_000)
})

test('a clock that was moved back is followed once a page half a minute later says so too', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  clock.observe(at(now - 3_600_000))
  expect(clock.nowMs()).toBe(now)
  now += 30_000
  clock.observe(at(now - 3_600_000 - 100))
  expect(clock.nowMs()).toBe(now - 3_600_000 - 100)
})

test('a clock that was moved back is followed at once by what was asked for just now, and never too far', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  const backMs = 3_600_000
  const learn = clock.ask()
  now += 300
  learn(at(now - 200 - backMs))
  expect(clock.nowMs()).toBe(now + 100 - backMs)
})

test('what was asked for long ago, as before a device slept, does not set the clock back', () => {
  for (const lateMs of [2_001, 3_600_000]) {
    let now = 5_000_000
    const clock = createServerClock({ now: () => now })
    clock.observe(at(now))
    const learn = clock.ask()
    now += lateMs
    learn(at(now - lateMs))
    expect(clock.nowMs()).toBe(now)
  }
})

test('one page that comes late, as from a device that slept, does not set the clock back', () => {
  for (const lateMs of [2_001, 5_000, 3_600_000]) {
    let now = 5_000_000
    const clock = createServerClock({ now: () => now })
    clock.observe(at(now))
    now += lateMs
    clock.observe(at(now - lateMs))
    expect(clock.nowMs()).toBe(now)
  }
})

test('pages that were held up together do not confirm each other, however many they are', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  now += 60_000
  for (let madeMs = now - 15_000; madeMs < now - 5_000; madeMs += 100) {
    clock.observe(at(madeMs))
    now += 1
  }
  expect(clock.offsetMs.get()).toBe(0)
})

test('late pages do not confirm each other over one that came in time', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  for (const lateMs of [5_000, 0, 5_000]) {
    now += 30_000
    clock.observe(at(now - lateMs))
  }
  expect(clock.nowMs()).toBe(now)
})

test('late pages that are not late alike do not confirm each other', () => {
  let now = 5_000_000
  const clock = createServerClock({ now: () => now })
  clock.observe(at(now))
  for (const lateMs of [5_000, 9_000, 3_000, 6_000]) {
    now += 30_000
    clock.observe(at(now - lateMs))
  }
  expect(clock.nowMs()).toBe(now)
})

test('what has just been made tells that it is at least that late', () => {
  const clock = createServerClock({ now: () => 5_000_000 })
  clock.observeNotBefore(at(5_010_000))
  expect(clock.nowMs()).toBe(5_010_000)
  clock.observeNotBefore(at(4_000_000))
  expect(clock.nowMs()).toBe(5_010_000)
})
