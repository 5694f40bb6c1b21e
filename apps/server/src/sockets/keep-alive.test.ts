import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeepAlive } from './keep-alive.ts'

let keepAlive: KeepAlive
beforeEach(() => {
  vi.useFakeTimers()
  keepAlive = new KeepAlive()
})
afterEach(() => {
  keepAlive.stop()
  vi.useRealTimers()
})

function watch() {
  const send = vi.fn()
  const cut = vi.fn()
  return { send, cut, watched: keepAlive.watch({ send }, { terminate: cut }) }
}

test('who is silent for fifteen seconds is asked once, and cut off five seconds later', () => {
  const { send, cut } = watch()
  vi.advanceTimersByTime(14_900)
  expect(send).not.toHaveBeenCalled()
  vi.advanceTimersByTime(4_900)
  expect(send).toHaveBeenCalledExactlyOnceWith('PING')
  expect(cut).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(cut).toHaveBeenCalledOnce()
})

test('who says anything stays, and is asked again after the next silence', () => {
  const { send, cut, watched } = watch()
  for (let times = 1; times <= 3; times += 1) {
    vi.advanceTimersByTime(16_000)
    expect(send).toHaveBeenCalledTimes(times)
    watched.hear()
  }
  expect(cut).not.toHaveBeenCalled()
})

test('nobody is asked or cut off who is no longer watched, and one clock serves all', () => {
  const gone = watch()
  const others = Array.from({ length: 50 }, watch)
  expect(vi.getTimerCount()).toBe(1)
  keepAlive.forget(gone.watched)
  vi.advanceTimersByTime(30_000)
  expect(gone.send).not.toHaveBeenCalled()
  expect(gone.cut).not.toHaveBeenCalled()
  for (const { cut } of others) expect(cut).toHaveBeenCalled()
})
