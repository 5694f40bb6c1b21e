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
  const outlet = { send: vi.fn(), takenBytes: 0 }
  const socket = { terminate: vi.fn(), bufferedAmount: 0 }
  const watched = keepAlive.watch(outlet, socket)
  return { outlet, socket, watched, send: outlet.send, cut: socket.terminate }
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

test('who reads what stood still stays, however long it takes; who reads nothing of it is cut off', () => {
  const { outlet, socket, cut } = watch()
  socket.bufferedAmount = 1_000
  for (let second = 0; second < 60; second += 5) {
    outlet.takenBytes += 1
    vi.advanceTimersByTime(5_000)
  }
  expect(cut).not.toHaveBeenCalled()
  vi.advanceTimersByTime(21_000)
  expect(cut).toHaveBeenCalled()
})

test('what the system takes of a question to a peer who is gone is no sign of life', () => {
  const { outlet, cut } = watch()
  for (let second = 0; second < 21; second += 1) {
    outlet.takenBytes += 4
    vi.advanceTimersByTime(1_000)
  }
  expect(cut).toHaveBeenCalled()
})

test('who has read all that stood still by the next look is alive', () => {
  const { outlet, socket, cut } = watch()
  for (let times = 0; times < 3; times += 1) {
    vi.advanceTimersByTime(13_000)
    socket.bufferedAmount = 1_000
    vi.advanceTimersByTime(1_000)
    socket.bufferedAmount = 0
    outlet.takenBytes += 1_000
    vi.advanceTimersByTime(1_000)
  }
  expect(cut).not.toHaveBeenCalled()
})

test('what the system took while nothing stood still is no sign of life, not even once something does', () => {
  const { outlet, socket, cut } = watch()
  socket.bufferedAmount = 1_000
  vi.advanceTimersByTime(1_000)
  socket.bufferedAmount = 0
  outlet.takenBytes += 1_000
  vi.advanceTimersByTime(1_000)
  outlet.takenBytes += 5_000
  vi.advanceTimersByTime(9_000)
  socket.bufferedAmount = 1_000
  vi.advanceTimersByTime(9_000)
  expect(cut).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(cut).toHaveBeenCalledOnce()
})

test('what the system has taken is looked at only where something stands still, or has just stood', () => {
  const { outlet, socket } = watch()
  const looks = vi.spyOn(outlet, 'takenBytes', 'get')
  vi.advanceTimersByTime(10_000)
  expect(looks).not.toHaveBeenCalled()
  socket.bufferedAmount = 1_000
  vi.advanceTimersByTime(1_000)
  socket.bufferedAmount = 0
  vi.advanceTimersByTime(5_000)
  expect(looks).toHaveBeenCalledTimes(2)
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
