import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { createTestDatabase } from '../world/database.ts'
import { PASSWORD } from '../world/person.ts'
import { until } from '../world/until.ts'

let world: World
let folder: string

beforeAll(async () => {
  world = await createWorld()
  folder = await mkdtemp(join(tmpdir(), 'pennypost-examples-'))
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const startExample = (path: string, ...words: string[]) => spawnExample(path, world.origin, ...words)

function spawnExample(path: string, ...words: string[]) {
  const flags = [
    '--conditions=pennypost:source',
    '--experimental-strip-types',
    '--disable-warning=ExperimentalWarning',
  ]
  const file = fileURLToPath(new URL(`../../examples/${path}`, import.meta.url))
  return spawn(process.execPath, [...flags, file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
}

test('the tour is what happens: a message arrives live, and the 21st is refused until its price is agreed to', async () => {
  const tour = startExample('tour.ts')
  const [[code], stdout] = await Promise.all([once(tour, 'exit'), text(tour.stdout)])
  const [read, told] = stdout.trim().split('\n')
  expect(code).toBe(0)
  expect(read).toMatch(/^Ben reads: The door code is 4711\. \(until 20\d\d-.*Z\)$/)
  expect(told).toBe(
    'Ada is told: {"ok":false,"reason":"refused","refusal":{"code":"PRICE_ABOVE_MAX","price":10,"maxPoints":0}}',
  )
})

test('the echo bot answers each message once, though it is killed and started again', async () => {
  const { alice, bob, sql } = world
  const conversationId = await world.direct()
  const startBot = () => startExample('echo-bot/main.ts', bob.email, PASSWORD, join(folder, 'cursor'))
  const kill = async (bot: ChildProcess) => {
    bot.kill('SIGKILL')
    await once(bot, 'exit')
  }
  const answers = async () => {
    const rows = await sql`select content from pennypost.messages
      where conversation_id = ${conversationId} and sender_id = ${bob.id} order by seq`
    return rows.map(({ content }) => content)
  }

  await alice.send(conversationId, 'before it starts')
  const first = startBot()
  await until(async () => expect(await answers()).toEqual(['before it starts']))
  await alice.send(conversationId, 'live')
  await until(async () => expect(await answers()).toHaveLength(2))
  await kill(first)

  await alice.send(conversationId, 'while it is away')
  await alice.send(conversationId, 'gone in an hour', { expirationHours: 1 })
  const second = startBot()
  await until(async () => expect(await answers()).toHaveLength(4))
  await kill(second)
  await sql`update pennypost.participants set read_seq = 0, shown_read_seq = null, shown_read_at = null,
    shown_change_seq = null where conversation_id = ${conversationId} and user_id = ${bob.id}`
  const third = startBot()
  await alice.send(conversationId, 'the last')
  await until(async () => expect(await answers()).toContain('the last'))
  await kill(third)

  expect(await answers()).toEqual([
    'before it starts',
    'live',
    'while it is away',
    'gone in an hour',
    'the last',
  ])
  const [echo] = await sql`select expires_at from pennypost.messages
    where sender_id = ${bob.id} and content = 'gone in an hour'`
  expect(echo?.expires_at).toBeInstanceOf(Date)
})

test('a host that embeds the router tells refusals with what they carry, ends what a ban ends, and stops', async () => {
  await using database = await createTestDatabase()
  const host = spawnExample('embedded.ts', database.url)
  const [line] = await once(host.stdout, 'data')
  const url = `${line}`.trim()
  const call = async (token: string, path: string, input?: object) => {
    const body = input && { method: 'POST', body: JSON.stringify(input) }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return await (await fetch(`${url}/${path}`, { headers, ...body })).json()
  }
  expect((await call('ada', 'greeting')).result.data).toBe('Hello from the host')
  expect((await call('ben', 'chat.users.me')).result.data).toMatchObject({ id: 'ben', name: 'ben' })
  const made = await call('ada', 'chat.conversations.create', { receiverId: 'ben' })
  const { id: conversationId } = made.result.data.conversation
  const message = { id: '017f22e2-79b0-7cc3-98c4-dc0c0c073901', conversationId, content: 'Hello' }
  await call('ada', 'chat.messages.send', message)
  expect((await call('ada', 'chat.messages.send', { ...message, content: 'Other' })).error.data).toEqual({
    code: 'CONFLICT',
    httpStatus: 409,
    path: 'chat.messages.send',
    refusal: { code: 'ID_REUSED' },
  })

  using socket = await TestSocket.as(url.replace('http', 'ws'), 'ben')
  const id = socket.start('subscription', 'chat.live.conversation', { conversationId, lastEventId: '0' })
  await socket.find((frame) => frame.id === id && frame.result?.type === 'data')
  await database.sql`select pennypost.set_banned('operator', 'ben', true)`
  const ended = await socket.find((frame) => frame.id === id && frame.error !== undefined)
  expect(ended.error?.data.refusal).toEqual({ code: 'NOT_SIGNED_IN' })
  expect((await call('ben', 'chat.users.me')).error.data.refusal).toEqual({ code: 'NOT_SIGNED_IN' })
  host.kill('SIGTERM')
  const [code] = await once(host, 'exit')
  expect(code).toBe(0)
})
