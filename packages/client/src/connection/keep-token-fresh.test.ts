import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from '../store.ts'
import { keepTokenFresh, lifetimeOf } from './keep-token-fresh.ts'

const DAY = 86_400_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function tokenOf(claims: object): string {
  return `x.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.y`
}

function tokenFor(days: number): string {
  return tokenOf({ iat: 0, exp: days * 86_400 })
}

/** Keeps a token fresh that a socket has just been opened with. */
function open(token: string) {
  const opened = createStore(0)
  const renew = vi.fn(async () => undefined)
  const stop = keepTokenFresh({ connection: { opened, token: () => token }, auth: () => token, renew })
  opened.set(1)
  return { renew, stop }
}

test('a token tells its lifetime by its own stamps', () => {
  expect(lifetimeOf(tokenOf({ iat: 1_000, exp: 1_900 }))).toBe(900_000)
  expect(lifetimeOf(tokenOf({ exp: 1_900 }))).toBeNull()
  expect(lifetimeOf('opaque')).toBeNull()
  expect(lifetimeOf('a.%%%.c')).toBeNull()
})

test('a token is renewed when seven tenths of its lifetime are over, again and again, however long it lives', async () => {
  for (const days of [1, 40, 400]) {
    const { renew, stop } = open(tokenFor(days))
    const renewals: number[] = []
    for (const lifetimes of [0.69, 0.02, 0.67, 0.04]) {
      await vi.advanceTimersByTimeAsync(lifetimes * days * DAY)
      renewals.push(renew.mock.calls.length)
    }
    expect(renewals).toEqual([0, 1, 1, 2])
    stop()
    expect(vi.getTimerCount()).toBe(0)
  }
})
