import { expect, test } from 'vitest'
import { settledBytes } from '../limits/unread-bytes.ts'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld, type World } from '../world/create-world.ts'

/** Bob's socket, on which nothing more can be said before he reads. */
async function standStill({ alice, bob, origin }: World, conversationId: string): Promise<TestSocket> {
  for (let sent = 0; sent < 100; sent += 2)
    await Promise.all([1, 2].map(() => alice.send(conversationId, '😄'.repeat(5_000))))
  const socket = await TestSocket.as(`${origin.replace('http', 'ws')}/api/trpc`, await bob.token())
  await socket.ask('query', 'users.me')
  return socket
}

function fetchMuch(socket: TestSocket, conversationId: string): void {
  for (let asked = 0; asked < 10; asked += 1)
    socket.start('query', 'messages.fetch', { conversationId, limit: 100 })
}

test('who was removed while a typing event waited behind other answers is told of the removal, and of no typing', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const { alice, bob } = world
  const direct = await world.direct()
  using socket = await standStill(world, direct)
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [bob.id],
  })
  const type = (isTyping: boolean) =>
    alice.trpc.typing.set.mutate({ conversationId: conversation.id, isTyping })
  const id = socket.start('subscription', 'live.presence', { conversationId: conversation.id })
  await socket.find((frame) => frame.id === id && frame.result?.type === 'started')
  await type(true)
  await socket.find((frame) => frame.id === id && frame.result?.type === 'data')
  const before = socket.frames.length
  socket.socket.pause()
  fetchMuch(socket, direct)
  await settledBytes(world)
  await type(false)
  await alice.trpc.conversations.removeParticipant.mutate({
    conversationId: conversation.id,
    userId: bob.id,
  })
  socket.socket.resume()
  await socket.find((frame) => frame.id === id && frame.error !== undefined)
  const told = socket.frames.slice(before).filter((frame) => frame.id === id)
  expect(told[0]?.error?.data).toMatchObject({ code: 'NOT_FOUND' })
})
