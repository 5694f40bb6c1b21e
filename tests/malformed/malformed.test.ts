import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sizeOf } from '../proofs/figures.ts'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { reflectProcedures } from '../world/reflect-procedures.ts'

const RUNS = sizeOf('malformed', 1_000)

let world: World
let conversationId: string
let token: string
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  conversationId = await world.direct()
  await world.alice.send(conversationId, 'before')
  token = await world.alice.token()
})
afterAll(() => world[Symbol.asyncDispose]())

const url = () => `${world.origin.replace('http', 'ws')}/api/trpc`
const procedures = reflectProcedures().filter(({ path }) => path !== 'session.renew')

/** Near to right, so that it gets past the first check. */
const fields = () =>
  fc.record(
    {
      conversationId: fc.oneof(fc.constant(conversationId), fc.uuid(), fc.anything()),
      receiverId: fc.oneof(fc.constant(world.bob.id), fc.string(), fc.anything()),
      userId: fc.oneof(fc.constant(world.bob.id), fc.string({ unit: 'binary' })),
      id: fc.oneof(fc.uuid({ version: 7 }), fc.anything()),
      content: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
      cursor: fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.anything().map((value) => Buffer.from(String(JSON.stringify(value))).toString('base64url')),
      ),
      limit: fc.oneof(fc.integer(), fc.double()),
      around: fc.oneof(fc.maxSafeInteger(), fc.double()),
      upToSeq: fc.oneof(fc.maxSafeInteger(), fc.double()),
      maxPoints: fc.oneof(fc.maxSafeInteger(), fc.anything()),
      expirationHours: fc.double(),
      defaultExpirationHours: fc.double(),
      title: fc.string({ unit: 'binary' }),
      name: fc.string({ unit: 'binary' }),
      query: fc.string({ unit: 'binary' }),
      timeZone: fc.oneof(fc.constantFrom('UTC', 'localtime', 'posix/UTC', 'GMT+25'), fc.string()),
      lastEventId: fc.oneof(
        fc.string(),
        fc.nat().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      ),
      participantIds: fc.array(fc.oneof(fc.constant(world.bob.id), fc.string({ unit: 'binary' }))),
      userIds: fc.array(fc.string({ unit: 'binary' })),
      isTyping: fc.oneof(fc.boolean(), fc.anything()),
      readReceipts: fc.anything(),
    },
    { requiredKeys: [] },
  )

async function expectAlive(): Promise<void> {
  expect((await world.bob.trpc.users.me.query()).id).toBe(world.bob.id)
}

/** Undefined where JSON has no word for it: functions, cycles, big integers. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

test(`${RUNS} malformed inputs of every procedure are refused or answered, and none is a fault`, {
  timeout: 60_000 + RUNS * 200,
}, async () => {
  using socket = await TestSocket.as(url(), token)
  await socket.ask('query', 'users.me')
  const property = fc.asyncProperty(
    fc.constantFrom(...procedures),
    fc.oneof(fields(), fc.anything()),
    async ({ path, kind }, input) => {
      if (toJson(input) === undefined) return
      const id = socket.start(kind, path, input)
      const frame = await socket.find((one) => one.id === id)
      if (frame.error) expect([path, frame.error.data.code]).not.toEqual([path, 'INTERNAL_SERVER_ERROR'])
      if (kind === 'subscription') socket.say({ id, method: 'subscription.stop' })
      socket.frames.length = 0
    },
  )
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
  await expectAlive()
})

test(`${RUNS} malformed envelopes neither crash the server nor are a fault`, {
  timeout: 60_000 + RUNS * 100,
}, async () => {
  const paths = fc.constantFrom(
    ...procedures.map(({ path }) => path),
    '__proto__',
    'constructor',
    '',
    'users',
    'users.',
    '.',
  )
  const ids = fc.oneof(fc.integer(), fc.string(), fc.anything())
  const envelope = fc.record(
    {
      id: ids,
      jsonrpc: fc.constantFrom('2.0', '1.0', 2),
      method: fc.oneof(
        fc.constantFrom('query', 'mutation', 'subscription', 'subscription.stop', 'connectionParams'),
        fc.anything(),
      ),
      params: fc.oneof(
        fc.record({ path: paths, input: fc.anything(), lastEventId: fc.anything() }, { requiredKeys: [] }),
        fc.anything(),
      ),
      data: fc.anything(),
    },
    { requiredKeys: [] },
  )
  const frames = fc.oneof(
    envelope,
    fc.array(envelope, { maxLength: 5 }),
    fc.anything(),
    fc.string({ unit: 'binary' }),
  )
  const faults: unknown[] = []
  const property = fc.asyncProperty(fc.array(frames, { minLength: 1, maxLength: 10 }), async (batch) => {
    using socket = await TestSocket.as(url(), token)
    await socket.ask('query', 'users.me')
    for (const frame of batch) {
      const text = typeof frame === 'string' ? frame : toJson(frame)
      if (text !== undefined) socket.socket.send(text)
    }
    const id = socket.start('query', 'users.me')
    const answered = socket.find((frame) => frame.id === id)
    await Promise.race([answered, socket.closed])
    faults.push(...socket.frames.filter(({ error }) => error?.data.code === 'INTERNAL_SERVER_ERROR'))
    expect(faults).toEqual([])
  })
  await fc.assert(property, { numRuns: Math.ceil(RUNS / 5), endOnFailure: true })
  await expectAlive()
})

test('nothing that was malformed has changed anything of others', async () => {
  const { items } = await world.bob.trpc.messages.fetch.query({ conversationId, limit: 100 })
  const seqs = items.map(({ seq }) => seq)
  expect(items.at(-1)?.content).toBe('before')
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => b - a))
})
