import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Presence } from './presence.ts'

let presence: Presence
let heard: [ms: number, userId: string, isTyping: boolean][]
let startedMs: number

beforeEach(() => {
  vi.useFakeTimers()
  startedMs = Date.now()
  presence = new Presence()
  heard = []
  presence.listen('room', (userId, isTyping) => heard.push([Date.now() - startedMs, userId, isTyping]))
})
afterEach(() => {
  presence.stop()
  vi.useRealTimers()
})

const show = (isTyping: boolean, userId = 'alice') => presence.show('room', userId, isTyping, Date.now())

test('typing that goes on is shown once in three seconds, its end at once', () => {
  show(true)
  vi.advanceTimersByTime(1_000)
  expect(presence.isRepeat('room', 'alice', true, Date.now())).toBe(true)
  expect(presence.isRepeat('room', 'alice', false, Date.now())).toBe(false)
  expect(presence.isRepeat('room', 'bob', true, Date.now())).toBe(false)
  show(true)
  vi.advanceTimersByTime(2_000)
  expect(presence.isRepeat('room', 'alice', true, Date.now())).toBe(false)
  show(true)
  show(false)
  expect(heard).toEqual([
    [0, 'alice', true],
    [3_000, 'alice', true],
    [3_000, 'alice', false],
  ])
})

test('typing that ends and begins again within three seconds is shown when they are over', () => {
  show(true)
  vi.advanceTimersByTime(500)
  show(false)
  show(true)
  vi.advanceTimersByTime(500)
  expect(presence.isRepeat('room', 'alice', true, Date.now())).toBe(true)
  show(true)
  vi.advanceTimersByTime(10_000)
  expect(heard).toEqual([
    [0, 'alice', true],
    [500, 'alice', false],
    [3_000, 'alice', true],
    [9_000, 'alice', false],
  ])
})

test('typing that has ended by the time at which it may be shown is not shown', () => {
  for (let times = 0; times < 5; times += 1) {
    show(true)
    show(false)
  }
  vi.advanceTimersByTime(10_000)
  expect(heard).toEqual([
    [0, 'alice', true],
    [0, 'alice', false],
  ])
})

test('no more than one beginning is shown in three seconds, whatever is said', () => {
  for (let ms = 0; ms < 60_000; ms += 130) {
    show(ms % 3 !== 0)
    vi.advanceTimersByTime(130)
  }
  const beginnings = heard.filter(([, , isTyping]) => isTyping).map(([ms]) => ms)
  for (const [index, ms] of beginnings.entries())
    if (index > 0) expect(ms - (beginnings[index - 1] ?? 0)).toBeGreaterThanOrEqual(3_000)
  expect(beginnings.length).toBeGreaterThan(10)
})

test('who listens late hears who types now, and not who has stopped', () => {
  show(true)
  show(true, 'bob')
  show(false, 'bob')
  const late: [string, boolean][] = []
  presence.listen('room', (userId, isTyping) => late.push([userId, isTyping]))
  expect(late).toEqual([['alice', true]])
})

test('nothing is kept of who has stopped and of whom nobody listens to', () => {
  show(true)
  vi.advanceTimersByTime(20_000)
  expect(vi.getTimerCount()).toBe(0)
})
