import type { ControlListener, StoredSession } from '@pennypost/api'
import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CLOSE_CODES, createOpenSessions } from './open-sessions.ts'
import { createPlaces } from './places.ts'

const ada = { userId: 'ada', role: 'member', sessionId: 'one', expiresAtMs: Date.now() + 60_000 } as const
const bob = { ...ada, userId: 'bob', sessionId: 'two' }

function setUp(findSessions: () => Promise<Map<string, StoredSession>> = async () => new Map()) {
  const listeners = new Set<ControlListener>()
  const control = {
    subscribe(listener: ControlListener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const log = pino({ level: 'silent' })
  const places = createPlaces({ rateLimits: true, counts: null, ownTopic: null })
  const sessions = createOpenSessions({ pennypost: { control, findSessions }, places, log })
  return {
    sessions,
    tell: (event: Parameters<ControlListener>[0]) => listeners.forEach((hear) => void hear(event)),
  }
}

afterEach(() => vi.useRealTimers())

describe('open sessions', () => {
  it('end with their session, and no other', async () => {
    const { sessions, tell } = setUp()
    const [endAda, endBob] = [vi.fn(), vi.fn()]
    const open = await sessions.admit(ada, performance.now(), endAda)
    await sessions.admit(bob, performance.now(), endBob)
    tell({ type: 'session-ended', sessionId: 'one' })
    expect(endAda).toHaveBeenCalledExactlyOnceWith(CLOSE_CODES.notSignedIn, expect.any(String))
    expect(open.session.ended.aborted).toBe(true)
    expect(endBob).not.toHaveBeenCalled()
    expect(sessions.count()).toBe(1)
  })

  it('do not begin when the end came between the proof and the door', async () => {
    const { sessions, tell } = setUp()
    const provedAtMs = performance.now()
    tell({ type: 'user-changed', userId: 'ada', endsSessions: true })
    await expect(sessions.admit(ada, provedAtMs, vi.fn())).rejects.toThrow('Sign in first')
    await expect(sessions.admit(ada, performance.now() + 1, vi.fn())).resolves.toBeDefined()
  })

  it('are not renewed once their connection has gone', async () => {
    const { sessions } = setUp()
    const open = await sessions.admit(ada, performance.now(), vi.fn())
    open.release()
    expect(() => open.renew(ada, performance.now())).toThrow('Sign in first')
    expect(sessions.count()).toBe(0)
  })

  it('that come in while the database is asked about the others stay', async () => {
    const answer = Promise.withResolvers<Map<string, StoredSession>>()
    const { sessions, tell } = setUp(() => answer.promise)
    const [endAda, endBob] = [vi.fn(), vi.fn()]
    await sessions.admit(ada, performance.now(), endAda)
    tell({ type: 'reconnected' })
    await sessions.admit(bob, performance.now(), endBob)
    answer.resolve(new Map())
    await vi.waitFor(() => expect(endAda).toHaveBeenCalledOnce())
    expect(endBob).not.toHaveBeenCalled()
  })

  it('end when the token runs out, unless it was renewed', async () => {
    vi.useFakeTimers()
    const { sessions } = setUp()
    const [left, renewed] = [vi.fn(), vi.fn()]
    const soon = { ...ada, expiresAtMs: Date.now() + 1_000 }
    await sessions.admit(soon, performance.now(), left)
    const open = await sessions.admit(soon, performance.now(), renewed)
    open.renew({ ...ada, expiresAtMs: Date.now() + 60_000 }, performance.now())
    vi.advanceTimersByTime(1_001)
    expect(left).toHaveBeenCalledOnce()
    expect(renewed).not.toHaveBeenCalled()
    expect(() => open.renew(bob, performance.now())).toThrow('Sign in first')
  })

  it('end at their time also where that is a day away', async () => {
    vi.useFakeTimers()
    const { sessions } = setUp()
    const end = vi.fn()
    const dayMs = 86_400_000 + 1_234
    await sessions.admit({ ...ada, expiresAtMs: Date.now() + dayMs }, performance.now(), end)
    vi.advanceTimersByTime(dayMs - 1)
    expect(end).not.toHaveBeenCalled()
    vi.advanceTimersByTime(101)
    expect(end).toHaveBeenCalledOnce()
  })

  it('that come and go by the thousand leave no list of timers for each of them', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const { sessions } = setUp()
    for (let leftMs = 1; leftMs <= 900_000; leftMs += 449) {
      const open = await sessions.admit(
        { ...ada, expiresAtMs: Date.now() + leftMs },
        performance.now(),
        vi.fn(),
      )
      open.release()
    }
    const durations = new Set(timers.mock.calls.map(([, durationMs]) => durationMs))
    timers.mockRestore()
    expect(durations.size).toBeGreaterThan(0)
    expect(durations.size).toBeLessThanOrEqual(601)
  })

  it('leave nothing behind when they are released', async () => {
    const { sessions } = setUp()
    const admit = () => sessions.admit(ada, performance.now(), vi.fn())
    const open = await Promise.all(Array.from({ length: 10 }, admit))
    await expect(admit()).rejects.toThrow('Too many')
    for (const each of open) each.release()
    expect(sessions.count()).toBe(0)
    await expect(admit()).resolves.toBeDefined()
  })
})
