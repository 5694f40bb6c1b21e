import { once } from 'node:events'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { TestSocket } from './test-socket.ts'

type Asked = ['query' | 'mutation', path: string, input?: unknown]

/** What a call is answered over HTTP, where tRPC's own adapter and middlewares answer it. */
async function askOverHttp(origin: string, cookie: string, [method, path, input]: Asked) {
  const headers = { cookie, origin, 'content-type': 'application/json' }
  const body = input === undefined ? null : JSON.stringify(input)
  const query = body === null ? '' : `?input=${encodeURIComponent(body)}`
  const answer =
    method === 'mutation'
      ? await fetch(`${origin}/api/trpc/${path}`, { method: 'POST', headers, body })
      : await fetch(`${origin}/api/trpc/${path}${query}`, { headers })
  const { error, result } = await answer.json()
  return error ?? { data: result.data }
}

test('what is answered without tRPC’s middlewares is answered as they would, refusals and all', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 3 } })
  const { alice, bob, origin } = world
  const stranger = await world.person('Stranger')
  const conversationId = await world.direct()
  const id = uuidv7()
  const said = { id, conversationId, content: 'once' }
  await alice.trpc.messages.send.mutate(said)
  await bob.send(conversationId, 'an answer')
  await alice.trpc.messages.read.mutate({ conversationId, upToSeq: 2 })
  const sends = [
    said,
    { ...said, content: 'other' },
    { ...said, id: uuidv7(), conversationId: uuidv7() },
    { ...said, id: uuidv7(), maxPoints: 1.5 },
    { ...said, id: crypto.randomUUID() },
    { ...said, id: uuidv7(), content: ' '.repeat(10) },
    { ...said, id: uuidv7(), content: '😄'.repeat(5_001) },
    {},
    undefined,
    'text',
  ]
  const fetches = [
    { conversationId },
    { conversationId, limit: 1 },
    { conversationId, around: 1 },
    { conversationId, around: 1, cursor: 'x' },
    { conversationId, cursor: 'x' },
    { conversationId: uuidv7() },
    {},
    undefined,
  ]
  const reads = [
    { conversationId, upToSeq: 2 },
    { conversationId, upToSeq: 1 },
    { conversationId, upToSeq: -1 },
    { conversationId: uuidv7(), upToSeq: 1 },
    undefined,
  ]
  const asked: Asked[] = [
    ...sends.map((input): Asked => ['mutation', 'messages.send', input]),
    ...fetches.map((input): Asked => ['query', 'messages.fetch', input]),
    ...reads.map((input): Asked => ['mutation', 'messages.read', input]),
    ['query', 'quota.status'],
  ]
  for (const { cookie } of [alice, stranger, { cookie: '' }]) {
    using socket = new TestSocket(origin.replace('http', 'ws').concat('/api/trpc'), { cookie, origin })
    await once(socket.socket, 'open')
    for (const call of asked) {
      const { error, result } = await socket.ask(...call)
      const answer = error ?? { data: result?.data }
      expect(answer, JSON.stringify(call)).toEqual(await askOverHttp(origin, cookie, call))
    }
    const { error } = await socket.ask('mutation', 'quota.status')
    expect(error?.data.code).toBe('NOT_FOUND')
  }
})
