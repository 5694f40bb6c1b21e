import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createServerClock } from './server-clock.ts'
import { createTicker } from './ticker.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function start() {
  const clock = createServerClock()
  return { clock, ticker: createTicker(clock) }
}

test('nothing runs while nothing is due', () => {
  const { ticker } = start()
  expect(vi.getTimerCount()).toBe(0)
  const cancel = ticker.at(Date.now() + 5_000, () => undefined)
  expect(vi.getTimerCount()).toBe(1)
  cancel()
  expect(vi.getTimerCount()).toBe(0)
})

test('what is due is told within a second, by the clock of the server', () => {
  const { clock, ticker } = start()
  clock.observe(new Date(Date.now() + 600_000).toISOString())
  const wake = vi.fn()
  ticker.at(Date.now() + 600_000 + 3_000, wake)
  vi.advanceTimersByTime(2_999)
  expect(wake).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(wake).toHaveBeenCalledOnce()
})

test('a hundred alarms of one second wake once or twice, none of them a second late', () => {
  const { ticker } = start()
  const begin = Date.now()
  const lateMs: number[] = []
  const wakes = new Set<number>()
  for (let index = 0; index < 100; index += 1) {
    const due = begin + 1_000 + index * 10
    ticker.at(due, () => {
      lateMs.push(Date.now() - due)
      wakes.add(Date.now())
    })
  }
  vi.advanceTimersByTime(3_000)
  expect(lateMs).toHaveLength(100)
  expect(Math.max(...lateMs)).toBeLessThan(1_000)
  expect(wakes.size).toBeLessThanOrEqual(3)
})

test('a clock that is moved past an alarm rings it', () => {
  const { clock, ticker } = start()
  const wake = vi.fn()
  ticker.at(Date.now() + 3_600_000, wake)
  clock.observe(new Date(Date.now() + 7_200_000).toISOString())
  vi.advanceTimersByTime(1)
  expect(wake).toHaveBeenCalledOnce()
})
