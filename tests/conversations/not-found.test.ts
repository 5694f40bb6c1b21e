import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'

let world: World
let foreignId: string
let strangerToken: string
beforeAll(async () => {
  world = await createWorld()
  foreignId = await world.direct()
  await world.alice.send(foreignId, 'between us')
  strangerToken = await (await world.person('Mallory')).token()
})
afterAll(() => world[Symbol.asyncDispose]())

type Call = { method: 'query' | 'mutation' | 'subscription'; path: string; input: object }

const CALLS: Call[] = [
  { method: 'query', path: 'conversations.get', input: {} },
  { method: 'query', path: 'conversations.participants', input: {} },
  { method: 'query', path: 'conversations.names', input: { userIds: ['x'] } },
  { method: 'mutation', path: 'conversations.update', input: { title: 'x' } },
  { method: 'mutation', path: 'conversations.addParticipants', input: { userIds: ['x'] } },
  { method: 'mutation', path: 'conversations.removeParticipant', input: { userId: 'x' } },
  { method: 'mutation', path: 'conversations.leave', input: {} },
  {
    method: 'mutation',
    path: 'messages.send',
    input: { id: '019aabf2-1b2c-7def-8123-456789abcdef', content: 'x' },
  },
  { method: 'query', path: 'messages.fetch', input: {} },
  { method: 'query', path: 'messages.fetch', input: { around: 1 } },
  { method: 'mutation', path: 'messages.read', input: { upToSeq: 1 } },
  { method: 'mutation', path: 'typing.set', input: { isTyping: true } },
  { method: 'subscription', path: 'live.conversation', input: {} },
  { method: 'subscription', path: 'live.conversation', input: { lastEventId: '0' } },
  { method: 'subscription', path: 'live.presence', input: {} },
]

async function overHttp({ method, path, input }: Call, conversationId: string): Promise<string> {
  const text = JSON.stringify({ ...input, conversationId })
  const url = `${world.origin}/api/trpc/${path}`
  const headers = { authorization: `Bearer ${strangerToken}`, 'content-type': 'application/json' }
  const response =
    method === 'mutation'
      ? await fetch(url, { method: 'POST', headers, body: text })
      : await fetch(`${url}?input=${encodeURIComponent(text)}`, { headers })
  return `${response.status} ${await response.text()}`
}

async function overWebSocket({ method, path, input }: Call, conversationId: string): Promise<string> {
  using socket = await TestSocket.as(`${world.origin.replace('http', 'ws')}/api/trpc`, strangerToken)
  socket.start(method, path, { ...input, conversationId })
  return JSON.stringify(await socket.find(({ error }) => error !== undefined))
}

test.each(CALLS)(
  '$path answers a stranger the same, byte for byte, for a foreign conversation and for none ($input)',
  async (call) => {
    const noneId = crypto.randomUUID()
    for (const ask of [overHttp, overWebSocket]) {
      const foreign = await ask(call, foreignId)
      expect(foreign).toBe(await ask(call, noneId))
      expect(foreign).toContain('"refusal":{"code":"NOT_FOUND"}')
      expect(foreign).not.toContain(foreignId)
    }
  },
)
