import { setImmediate as nextTurn } from 'node:timers/promises'
import { LIMITS, POLICY } from '@pennypost/domain'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type { SharedEvent } from './bus.ts'
import { type Follower, Room } from './room.ts'
import type { SharedPage } from './shared-page.ts'
import { Wakeup } from './wakeup.ts'

const NOW_MS = Date.parse('2026-11-22T12:00:00.000Z')
const CLOCK = { nowMs: () => NOW_MS, latestMs: () => NOW_MS + 2 }

afterEach(() => vi.useRealTimers())

function message(seq: number, expiresAtMs: number | null = null): SharedEvent {
  return {
    type: 'message',
    seq,
    message: {
      id: `m${seq}`,
      conversationId: 'c',
      senderId: 'alice',
      seq,
      content: `text ${seq}`,
      createdAt: new Date(NOW_MS).toISOString(),
      expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
      editedAt: null,
      deletedAt: null,
    },
  }
}

function read(seq: number): SharedEvent {
  return { type: 'read', seq, userId: 'bob', readSeq: seq - 1, at: new Date(NOW_MS).toISOString() }
}

function createRoom(lastSeq = 0) {
  const room = new Room(Promise.resolve())
  room.learn(lastSeq)
  const announce = (seq: number, event: SharedEvent | null = message(seq), atMs = 0) =>
    room.announce({ conversationId: 'c', seq, event, removed: [] }, atMs)
  return { room, announce }
}

function eventsOf(shared: SharedPage | null): unknown {
  return JSON.parse(shared?.text ?? '{}').events
}

function createFollower(userId: string): Follower {
  return { userId, bell: new Wakeup(), hear: () => {}, isInDoubt: false }
}

test('however announcements are lost, doubled and late, a reader gets every change once and in order', () => {
  const announced = fc.record({ type: fc.constant('announce'), back: fc.nat(2), isLost: fc.boolean() })
  const other = fc.record({ type: fc.constantFrom('learn', 'read', 'read', 'forget') })
  const step = fc.oneof({ weight: 3, arbitrary: announced }, { weight: 1, arbitrary: other })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { room, announce } = createRoom()
      let committed = 0
      let cursor = 0
      const got: number[] = []
      const take = () => {
        const entries = room.after(cursor)
        // What the ring cannot tell is the database's to tell, up to what is committed.
        const seqs =
          entries === 'gap'
            ? Array.from({ length: committed - cursor }, (_, index) => cursor + 1 + index)
            : entries.map(({ seq }) => seq)
        if (entries === 'gap') room.learn(committed)
        got.push(...seqs)
        cursor = seqs.at(-1) ?? cursor
      }
      for (const step of steps) {
        if (step.type === 'learn') room.learn(committed)
        if (step.type === 'forget') room.forget()
        if (step.type === 'read') take()
        if (!('back' in step)) continue
        committed += 1
        if (!step.isLost) announce(Math.max(1, committed - step.back))
      }
      room.learn(committed)
      for (let turn = 0; turn <= committed && cursor < committed; turn += 1) take()
      expect(got).toEqual(Array.from({ length: committed }, (_, index) => index + 1))
    }),
  )
})

test('what is announced before what comes before it waits for that, and the database is not asked', () => {
  const { room, announce } = createRoom()
  for (const seq of [1, 4, 3, 2, 6, 5]) announce(seq)
  const entries = room.after(0)
  expect(entries === 'gap' ? entries : entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
})

test('what is still missing after a tenth of a second is the database’s to tell, and nothing waits for it longer', () => {
  vi.useFakeTimers()
  const { room, announce } = createRoom()
  announce(1)
  for (const seq of [3, 4, 6]) announce(seq)
  expect(room.after(1)).toEqual([])
  vi.advanceTimersByTime(100)
  expect(room.after(1)).toBe('gap')
  const entries = room.after(5)
  expect(entries === 'gap' ? entries : entries.map(({ seq }) => seq)).toEqual([6])
  expect(vi.getTimerCount()).toBe(0)
})

test('two servers that write in turn, the other one heard a little later, send nobody to the database', () => {
  vi.useFakeTimers()
  const { room, announce } = createRoom()
  const got: number[] = []
  for (let ms = 1; ms <= 2_000; ms += 1) {
    if (ms % 2 === 0) announce(ms)
    if (ms > 3 && ms % 2 === 0) announce(ms - 3)
    const entries = room.after(got.at(-1) ?? 0)
    if (entries === 'gap') throw new Error(`a gap after ${got.at(-1)}, at ${ms} ms`)
    got.push(...entries.map(({ seq }) => seq))
    vi.advanceTimersByTime(1)
  }
  expect(got).toEqual(Array.from({ length: got.length }, (_, index) => index + 1))
  expect(got.length).toBeGreaterThan(1_990)
})

test('what the database has told is not waited for', () => {
  vi.useFakeTimers()
  const { room, announce } = createRoom()
  for (const seq of [3, 5]) announce(seq)
  room.learn(4)
  const entries = room.after(4)
  expect(entries === 'gap' ? entries : entries.map(({ seq }) => seq)).toEqual([5])
  expect(vi.getTimerCount()).toBe(0)
})

test('one page and one text for all who stand at the same place, and it is what each would have made', () => {
  const { room, announce } = createRoom()
  for (const seq of [1, 2, 3]) announce(seq)
  const shared = room.pageAfter(1, CLOCK)
  expect(room.pageAfter(1, CLOCK)).toBe(shared)
  expect(JSON.parse(shared?.text ?? 'null')).toEqual({
    events: [message(2), message(3)],
    reset: false,
    now: new Date(NOW_MS).toISOString(),
  })
  announce(4)
  expect(eventsOf(room.pageAfter(1, CLOCK))).toHaveLength(3)
})

test('followers hear of one page, and a room at rest holds none, whoever asked for it last', async () => {
  const { room, announce } = createRoom()
  const heard: (SharedPage | null)[] = []
  for (const userId of ['alice', 'bob'])
    room.followers.add({
      ...createFollower(userId),
      hear: () => void heard.push(room.pageAfter(0, CLOCK)),
    })
  announce(1)
  await Promise.resolve()
  const [page] = heard
  expect(heard).toEqual([page, page])
  expect(heard[1]).toBe(page)
  await nextTurn()
  const late = room.pageAfter(0, CLOCK)
  expect(late).toEqual(page)
  expect(late).not.toBe(page)
  await nextTurn()
  expect(room.pageAfter(0, CLOCK)).not.toBe(late)
})

test('a page is shared by nobody where somebody may not see all of it', () => {
  const { room, announce } = createRoom()
  announce(1, read(1))
  expect(room.pageAfter(0, CLOCK)).toBeNull()
  announce(2, null)
  expect(room.pageAfter(1, CLOCK)).toBeNull()
  announce(3)
  expect(room.pageAfter(1, CLOCK)).toBeNull()
  announce(4, message(4, NOW_MS + 2))
  expect(room.pageAfter(3, CLOCK)).toBeNull()
})

test('a page that was shared is not shared any more from the instant at which something in it expires', () => {
  const { room, announce } = createRoom()
  announce(1, message(1, NOW_MS + 3))
  expect(eventsOf(room.pageAfter(0, CLOCK))).toHaveLength(1)
  expect(room.pageAfter(0, { nowMs: () => NOW_MS, latestMs: () => NOW_MS + 3 })).toBeNull()
})

test('a reader far behind gets pages of a bounded size, and who is behind the ring reads the database', () => {
  const { room, announce } = createRoom()
  const long = 'x'.repeat(POLICY.contentMaxCharacters)
  for (let seq = 1; seq <= 300; seq += 1) {
    const event = message(seq)
    if (event.type === 'message') announce(seq, { ...event, message: { ...event.message, content: long } })
  }
  expect(room.after(43)).toBe('gap')
  const entries = room.after(44)
  expect(entries[0]).toMatchObject({ seq: 45 })
  expect(JSON.stringify(entries).length).toBeLessThan(512 * 1024)
  expect(entries.length).toBeLessThan(256)
})

test('a room keeps what came within ten seconds before its last change, and that however old', () => {
  const { room, announce } = createRoom()
  for (let seq = 1; seq <= 6; seq += 1) announce(seq, message(seq), seq * 4_000)
  expect(room.after(2)).toBe('gap')
  expect(room.after(3)).toMatchObject([{ seq: 4 }, { seq: 5 }, { seq: 6 }])
  announce(7, message(7), 60_000)
  expect(room.after(5)).toBe('gap')
  expect(room.after(6)).toMatchObject([{ seq: 7 }])
  expect(room.after(7)).toEqual([])
})

test('who is said to be removed is in doubt and woken, and nobody else', async () => {
  const { room } = createRoom()
  const follower = createFollower('bob')
  const other = createFollower('carol')
  room.followers.add(follower).add(other)
  const woken = follower.bell.wait()
  const heard: string[] = []
  void other.bell.wait().then(() => heard.push('carol'))
  // A number that is known already: nobody is woken by the change itself.
  room.announce({ conversationId: 'c', seq: 0, event: null, removed: ['bob'] }, 0)
  await woken
  await Promise.resolve()
  expect([follower.isInDoubt, other.isInDoubt]).toEqual([true, false])
  expect(heard).toEqual([])
})

test('a page takes no more room than was told before it was made', () => {
  const { room, announce } = createRoom()
  expect(room.bytesAfter(0)).toBe(0)
  for (let seq = 1; seq <= 3; seq += 1) announce(seq)
  const shared = room.pageAfter(0, CLOCK)
  const data = JSON.parse(shared?.text ?? '')
  const result = { type: 'data', id: '3', data: { id: '3', data } }
  const bytes = Buffer.byteLength(JSON.stringify({ id: '\u0001'.repeat(100), jsonrpc: '2.0', result }))
  expect(shared?.bytes).toBe(room.bytesAfter(0))
  expect(shared?.bytes).toBeGreaterThanOrEqual(bytes)
  expect(shared?.bytes).toBeLessThan(bytes + 1_024)
  announce(4, null)
  expect(room.bytesAfter(0)).toBe((shared?.bytes ?? 0) + 1 + LIMITS.answerBytes)
  room.forget()
  expect(room.bytesAfter(0)).toBe('gap')
})
