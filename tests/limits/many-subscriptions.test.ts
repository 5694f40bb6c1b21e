import { LIMITS } from '@pennypost/domain'
import { expect, test, vi } from 'vitest'
import { type Frame, TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { settledBytes, unreadBytes } from './unread-bytes.ts'

const MESSAGES = 30
const LARGE = 'a'.repeat(5_000)
/** The frame of the close, which is the last that a socket is given. */
const FAREWELL_BYTES = 20

/** Bob, on one socket that follows the same a hundred times. */
async function followMany({ origin, bob }: World, path: string, input: object) {
  const socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
  const ids = Array.from({ length: LIMITS.subscriptionsPerSocket }, () =>
    socket.start('subscription', path, input),
  )
  for (const id of ids) await socket.find((frame) => frame.id === id && frame.result?.type === 'data')
  return { socket, ids }
}

/** Alice writes; what is unread is looked at after each message. */
async function fill(world: World, conversationId: string, text = LARGE): Promise<number> {
  let most = 0
  for (let sent = 0; sent < MESSAGES; sent += 1) {
    await world.alice.send(conversationId, text)
    most = Math.max(most, await unreadBytes(world))
  }
  const settled = await settledBytes(world)
  return Math.max(most, settled.most)
}

function seqsOf(frames: readonly Frame[], subscription: number): number[] {
  return frames
    .filter(({ id }) => id === subscription)
    .flatMap(
      ({ result }) => JSON.stringify(result?.data ?? null).match(/(?<="type":"message","seq":)\d+/g) ?? [],
    )
    .map(Number)
}

const everySeq = Array.from({ length: MESSAGES }, (_, index) => index + 1)

test('a hundred subscriptions of a reader who stops cost 1 MiB together and past the deadline their socket; the others do not notice', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const conversationId = await world.direct()
  const { socket } = await followMany(world, 'live.conversation', { conversationId })
  using _socket = socket
  using steady = await world.bob.follow(conversationId).opened()
  socket.socket.pause()
  const stoppedMs = performance.now()
  expect(await fill(world, conversationId)).toBeLessThanOrEqual(LIMITS.unreadOutputBytes)
  await steady.until(({ lastEventId }) => lastEventId === String(MESSAGES))
  expect(steady.events.map((event) => event.seq)).toEqual(everySeq)
  const { last } = await settledBytes(world)
  await vi.waitFor(
    async () => expect(await unreadBytes(world)).toBeGreaterThanOrEqual(last + FAREWELL_BYTES),
    { timeout: LIMITS.unreadOutputDeadlineMs + 5_000, interval: 20 },
  )
  expect(performance.now() - stoppedMs).toBeGreaterThan(LIMITS.unreadOutputDeadlineMs)
  socket.socket.resume()
  expect((await socket.closed).code).toBe(1013)
})

test('a hundred subscriptions of a reader who reads again in time get everything, in order and once', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const conversationId = await world.direct()
  const { socket, ids } = await followMany(world, 'live.conversation', { conversationId })
  using _socket = socket
  socket.socket.pause()
  expect(await fill(world, conversationId)).toBeLessThanOrEqual(LIMITS.unreadOutputBytes)
  socket.socket.resume()
  for (const id of ids) {
    await socket.find(
      (frame) => frame.id === id && JSON.stringify(frame.result).includes(`"seq":${MESSAGES},`),
    )
    expect(seqsOf(socket.frames, id)).toEqual(everySeq)
  }
})

test('a hundred inboxes of a reader who stops cost 1 MiB together, and hear the newest when it reads again', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const conversationId = await world.direct()
  const { socket, ids } = await followMany(world, 'live.inbox', {})
  using _socket = socket
  socket.socket.pause()
  expect(await fill(world, conversationId, '😄'.repeat(5_000))).toBeLessThanOrEqual(LIMITS.unreadOutputBytes)
  socket.socket.resume()
  for (const id of ids)
    await socket.find(
      (frame) => frame.id === id && JSON.stringify(frame.result).includes(`"lastSeq":${MESSAGES},`),
    )
})
