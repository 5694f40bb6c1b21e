import { once } from 'node:events'
import { createServer } from 'node:http'
import { createLocalBus, createPennypost, type Session } from '@pennypost/api'
import { connect } from '@pennypost/db'
import { initTRPC } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { createWorld } from '../world/create-world.ts'
import { createTestDatabase } from '../world/database.ts'
import { TestSocket } from './test-socket.ts'

test('a host that serves the router by tRPC’s own adapter delivers each message once and in order', async () => {
  await using world = await createWorld()
  const { alice, bob, databaseUrl } = world
  const conversationId = await world.direct()
  const database = connect(databaseUrl)
  const settings = { dailyFreeLimit: 100, pointsPerMessage: 10, signupPoints: 0, testClock: true }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const pennypost = createPennypost({ database, bus: createLocalBus(), settings, rateLimits: false, log })
  await pennypost.start()
  const session: Session = {
    userId: bob.id,
    role: 'member',
    sessionId: 'the host’s',
    expiresAtMs: Date.now() + 60_000,
    ended: new AbortController().signal,
  }
  const http = createServer()
  const wss = new WebSocketServer({ server: http })
  applyWSSHandler({
    wss,
    router: pennypost.router,
    createContext: () => ({ session, socket: null, address: '', requestId: 'one', renew: null }),
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `ws://127.0.0.1:${port}`
  using socket = new TestSocket(url)
  await once(socket.socket, 'open')
  const id = socket.start('subscription', 'live.conversation', { conversationId, lastEventId: '0' })
  await socket.find((frame) => frame.id === id && frame.result?.type === 'data')
  using feed = await alice.follow(conversationId).opened()
  for (let number = 1; number <= 20; number += 1)
    await socket.ask('mutation', 'messages.send', {
      id: `017f22e2-79b0-7cc3-98c4-dc0c0c0739${number.toString(16).padStart(2, '0')}`,
      conversationId,
      content: `${number}`,
    })
  const contents = () =>
    socket.frames.flatMap((frame) =>
      frame.id === id
        ? [...JSON.stringify(frame).matchAll(/"content":"(\d+)"/g)].map(([, text]) => text)
        : [],
    )
  const all = Array.from({ length: 20 }, (_, index) => `${index + 1}`)
  await socket.find(() => contents().length >= all.length)
  expect(contents()).toEqual(all)
  expect(feed.error).toBeNull()
  socket.socket.terminate()
  wss.close()
  http.close()
  await pennypost.stop()
  await database.close()
})

test('a fault tells nothing of the database, by whatever formatter of a host’s it passes', async () => {
  await using made = await createTestDatabase()
  const database = connect(made.url)
  const settings = { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: true }
  const log = { info: () => {}, warn: vi.fn(), error: () => {} }
  const { router } = createPennypost({ database, bus: createLocalBus(), settings, rateLimits: false, log })
  const session: Session = {
    userId: 'ada',
    role: 'member',
    sessionId: 'the host’s',
    expiresAtMs: Date.now() + 3_600_000,
    ended: new AbortController().signal,
  }
  const t = initTRPC.create()
  const host = t.router({ chat: router })
  const caller = host.createCaller({ session, socket: null, address: '', requestId: 'one', renew: null })
  await made.sql`drop schema pennypost cascade`
  for (const call of [() => caller.chat.users.find({ query: 'ada' }), () => caller.chat.quota.status()])
    await expect(call()).rejects.toThrow(/^Something went wrong$/)
  const conversationId = '017f22e2-79b0-7cc3-98c4-dc0c0c073901'
  const pages = await caller.chat.live.conversation({ conversationId })
  const first = expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(/^Something went wrong$/)
  await vi.waitUntil(() => log.warn.mock.calls.length > 0)
  // A subscriber waits for a minute for a database that is away.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
  onTestFinished(() => void vi.restoreAllMocks())
  await first
  await database.close()
})
