import { LIMITS } from '@pennypost/domain'
import { expect, test, vi } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld } from '../world/create-world.ts'
import { countConnections, settledBytes, unreadBytes } from './unread-bytes.ts'

const MESSAGES = 100
const ASKED = 50

test.each([
  ['fetches', 'a'],
  ['backfills', 'a'],
  ['fetches', '😄'],
] as const)(
  'who asks for fifty %s of long texts in %s and reads nothing costs 1 MiB, or one answer that is larger, and gets all by reading, in order and once',
  { timeout: 60_000 },
  async (what, letter) => {
    await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
    const { alice, bob, origin } = world
    const conversationId = await world.direct()
    for (let sent = 0; sent < MESSAGES; sent += 2)
      await Promise.all([1, 2].map(() => alice.send(conversationId, letter.repeat(5_000))))
    using socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
    await socket.ask('query', 'users.me')
    socket.socket.pause()
    const ids = Array.from({ length: ASKED }, () =>
      what === 'backfills'
        ? socket.start('subscription', 'live.conversation', { conversationId, lastEventId: '0' })
        : socket.start('query', 'messages.fetch', { conversationId, limit: 100 }),
    )
    const { most } = await settledBytes(world)
    expect((await alice.send(conversationId, 'the others do not notice')).message.seq).toBe(MESSAGES + 1)
    socket.socket.resume()
    const isLast = (id: number | null) => id === ids.at(-1)
    await socket.find(({ id, result }) => isLast(id) && result?.data !== undefined)
    const answers = socket.frames.filter(
      ({ id, result }) => ids.some((asked) => asked === id) && result?.data,
    )
    // A backfill may be followed by a page of the last message.
    expect([...new Set(answers.map(({ id }) => id))]).toEqual(ids)
    if (what === 'fetches') expect(answers).toHaveLength(ASKED)
    const largest = Buffer.byteLength(JSON.stringify(answers[0])) + 32
    expect(most).toBeLessThanOrEqual(Math.max(LIMITS.unreadOutputBytes, largest))
  },
)

test('a small question with a larger answer is no way around it: creating a conversation again and again', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  await alice.send(await world.direct(), '😄'.repeat(5_000))
  using socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
  await socket.ask('query', 'users.me')
  socket.socket.pause()
  const ids = Array.from({ length: 1_000 }, () =>
    socket.start('mutation', 'conversations.create', { receiverId: alice.id }),
  )
  const { most } = await settledBytes(world)
  expect(most).toBeLessThanOrEqual(LIMITS.unreadOutputBytes)
  socket.socket.resume()
  for (const id of ids) await socket.find((frame) => frame.id === id && frame.result !== undefined)
})

test('who says garbage without end and reads no answer costs 1 MiB, and the socket', async () => {
  await using world = await createWorld({ rateLimits: true })
  const { alice, bob, origin } = world
  await Promise.all([alice, bob].map(({ trpc }) => trpc.users.me.query()))
  using socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
  await socket.ask('query', 'users.me')
  expect(await countConnections(world)).toBe(3)
  socket.socket.pause()
  const garbage = Array.from({ length: 7_000 }, () => ({ id: 1 }))
  for (let said = 0; said < 30; said += 1) socket.say(garbage)
  const seen: number[] = []
  await vi.waitFor(
    async () => {
      seen.push(await unreadBytes(world))
      expect(await countConnections(world)).toBe(2)
    },
    { timeout: 10_000, interval: 20 },
  )
  expect(Math.max(...seen)).toBeLessThanOrEqual(LIMITS.unreadOutputBytes)
})
