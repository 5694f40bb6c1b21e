import { LIMITS } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { PASSWORD, Person } from '../world/person.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

const worldOfTwo = (redisUrl: string | null = redis.url) =>
  createWorld({ serverCount: 2, redisUrl, rateLimits: true, settings: { dailyFreeLimit: 1_000 } })

/** Alice's sends at both servers, all at once, in turn. @returns how many passed, what the others were told, and how long it took */
async function sendAtBoth({ alice, origins }: World, conversationId: string, sends: number) {
  const clients = [alice.trpc, alice.connect(origins[1])]
  await Promise.all(clients.map((trpc) => trpc.users.me.query()))
  const startedMs = performance.now()
  const outcomes = await Promise.allSettled(
    Array.from({ length: sends }, (_, index) =>
      clients[index % 2]?.messages.send.mutate({ id: uuidv7(), conversationId, content: `number ${index}` }),
    ),
  )
  return {
    passed: outcomes.filter(({ status }) => status === 'fulfilled').length,
    refusals: outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.data?.refusal] : [],
    ),
    tookMs: performance.now() - startedMs,
  }
}

/** The token of somebody who has no socket yet. */
async function newcomerToken({ origin }: World): Promise<string> {
  const { cookie } = await Person.signUp(origin, 'Carol')
  const response = await fetch(`${origin}/api/auth/token`, { headers: { cookie } })
  const { token }: { token: string } = await response.json()
  return token
}

/** As many more as the rate gives in a time. */
const more = (ms: number) => Math.ceil((ms * LIMITS.sendsPerSecond) / 1_000)

test("one person's sends count together over both servers", async () => {
  await using world = await worldOfTwo()
  const { passed, refusals, tookMs } = await sendAtBoth(world, await world.direct(), 60)
  expect(passed).toBeGreaterThanOrEqual(LIMITS.sendsBurst)
  expect(passed).toBeLessThanOrEqual(LIMITS.sendsBurst + more(tookMs))
  for (const refusal of refusals)
    expect(refusal).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
  expect(refusals.length).toBe(60 - passed)
})

/** How long a send waits for a Redis that does not answer, before it is known that it does not. */
const REDIS_MAY_TAKE_MS = 250

test.each(['killed', 'silent'])(
  'with Redis %s sends go on at once, and each server counts by itself',
  async (how) => {
    const own = await startRedis()
    await using world = await worldOfTwo(own.url)
    const conversationId = await world.direct()
    await world.alice.send(conversationId, 'while it is there')
    if (how === 'killed') await own.stop()
    else process.kill(own.pid, 'SIGSTOP')
    try {
      const { passed, tookMs } = await sendAtBoth(world, conversationId, 60)
      expect(passed).toBeGreaterThanOrEqual(2 * LIMITS.sendsBurst)
      expect(passed).toBeLessThanOrEqual(2 * LIMITS.sendsBurst + 2 * more(tookMs))
      const startedMs = performance.now()
      for (let sent = 0; sent < LIMITS.sendsBurst; sent += 1)
        await world.bob.send(conversationId, 'not held up')
      expect(performance.now() - startedMs).toBeLessThan((LIMITS.sendsBurst / 2) * REDIS_MAY_TAKE_MS)
    } finally {
      await own.stop()
    }
  },
)

test("a person's messages keep their order while Redis goes away", async () => {
  const own = await startRedis()
  await using world = await worldOfTwo(own.url)
  const { alice } = world
  const conversationId = await world.direct()
  const first = Array.from({ length: 6 }, (_, index) => alice.send(conversationId, `first ${index}`))
  process.kill(own.pid, 'SIGSTOP')
  const then = Array.from({ length: 6 }, (_, index) => alice.send(conversationId, `then ${index}`))
  await first[0]
  const last = Array.from({ length: 6 }, (_, index) => alice.send(conversationId, `last ${index}`))
  const sent = await Promise.all([...first, ...then, ...last])
  await own.stop()
  expect(sent.map(({ message }) => message.seq)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1))
})

test('attempts to sign in count together over both servers', async () => {
  await using world = await worldOfTwo()
  const attempt = async (origin = '') => {
    const response = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: world.alice.email, password: `not ${PASSWORD}` }),
    })
    return response.status
  }
  const statuses: number[] = []
  for (let made = 0; made < LIMITS.signInAttemptsPerMinute + 4; made += 1)
    statuses.push(await attempt(world.origins[made % 2]))
  expect(statuses.slice(0, LIMITS.signInAttemptsPerMinute)).not.toContain(429)
  expect(statuses.slice(LIMITS.signInAttemptsPerMinute)).toEqual([429, 429, 429, 429])
})

test('the eleventh socket is refused at whichever server, until another one closes or its server stops', async () => {
  await using world = await worldOfTwo()
  const { servers, origins } = world
  const token = await newcomerToken(world)
  const urls = origins.map((origin) => `${origin.replace('http', 'ws')}/api/trpc`)
  const open = (at: number) => TestSocket.as(urls[at] ?? '', token)
  const serve = async (at: number) => {
    const socket = await open(at)
    expect((await socket.ask('query', 'users.me')).error).toBeUndefined()
    return socket
  }
  const expectRefused = async (at: number) => {
    using socket = await open(at)
    const { error } = await socket.find((frame) => frame.error !== undefined)
    expect(error?.data.refusal).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
    expect((await socket.closed).code).toBe(4429)
  }
  const here = await Promise.all(Array.from({ length: 6 }, () => serve(0)))
  const there = await Promise.all(Array.from({ length: 4 }, () => serve(1)))
  await expectRefused(0)
  await expectRefused(1)
  here[0]?.socket.close()
  await here[0]?.closed
  await serve(1)
  await expectRefused(0)
  const stopping = servers[1]?.stop()
  await there[0]?.find((frame) => frame.method === 'reconnect')
  for (const socket of await Promise.all(Array.from({ length: 5 }, () => serve(0)))) here.push(socket)
  for (const socket of [...here, ...there]) socket[Symbol.dispose]()
  await stopping
})

test('sockets are served while Redis is away, ten at each server', async () => {
  const own = await startRedis()
  await using world = await worldOfTwo(own.url)
  const token = await newcomerToken(world)
  await own.stop()
  for (const origin of world.origins) {
    const url = `${origin.replace('http', 'ws')}/api/trpc`
    const sockets = await Promise.all(Array.from({ length: 11 }, () => TestSocket.as(url, token)))
    const answers = await Promise.all(
      sockets.map((socket) => socket.ask('query', 'users.me').catch(() => null)),
    )
    expect(answers.filter((answer) => answer?.result !== undefined)).toHaveLength(LIMITS.socketsPerUser)
    for (const socket of sockets) socket[Symbol.dispose]()
  }
})
