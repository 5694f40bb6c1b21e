import { LIMITS } from '@pennypost/domain'
import { expect, test, vi } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'

const MESSAGES = 100
const LARGE = '😄'.repeat(5_000)
/** A page of all messages, of which some may be on their way at once, beside what is unread already. */
const MOST_BYTES = LIMITS.unreadOutputBytes + 5 * MESSAGES * 4 * 5_000
const ASKED = 25

async function unreadBytes({ origin }: World): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^pennypost_unread_output_bytes (\d+)$/m.exec(metrics)?.[1])
}

/** What is unread once it grows no more. */
async function settledBytes(world: World): Promise<number> {
  const seen: number[] = []
  await vi.waitFor(
    async () => {
      seen.push(await unreadBytes(world))
      const last = seen.slice(-20)
      expect(last).toHaveLength(20)
      expect(new Set(last).size).toBe(1)
      expect(last[0]).toBeGreaterThan(LIMITS.unreadOutputBytes)
    },
    { timeout: LIMITS.unreadOutputDeadlineMs - 3_000, interval: 20 },
  )
  return seen.at(-1) ?? 0
}

test.each(['backfills', 'questions'])(
  'who asks for many %s and reads nothing costs a few answers, and gets all of them by reading',
  {
    timeout: 60_000,
  },
  async (what) => {
    await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
    const { alice, bob, origin } = world
    const conversationId = await world.direct()
    for (let sent = 0; sent < MESSAGES; sent += 2)
      await Promise.all([alice.send(conversationId, LARGE), alice.send(conversationId, LARGE)])
    using socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
    await socket.ask('query', 'users.me')
    socket.socket.pause()
    const ids = Array.from({ length: ASKED }, () =>
      what === 'backfills'
        ? socket.start('subscription', 'live.conversation', { conversationId, lastEventId: '0' })
        : socket.start('query', 'messages.fetch', { conversationId, limit: 100 }),
    )
    expect(await settledBytes(world)).toBeLessThan(MOST_BYTES)
    expect((await alice.send(conversationId, 'the others do not notice')).message.seq).toBe(MESSAGES + 1)
    socket.socket.resume()
    for (const id of ids)
      await socket.find(
        ({ id: answered, result, error }) =>
          answered === id && error === undefined && result?.data !== undefined,
      )
  },
)
