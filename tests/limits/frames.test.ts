import { createMessagingClient } from '@pennypost/client'
import { expect, test } from 'vitest'
import { TestSocket } from '../server/test-socket.ts'
import { createWorld } from '../world/create-world.ts'

/** 20 kB: the longest that may be written. */
const LONGEST = '😄'.repeat(5_000)

test('what waits in many conversations goes in frames that the server takes', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 100 } })
  const { alice, bob, origin } = world
  const groups = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { conversation } = await alice.trpc.conversations.create.mutate({
        title: 'Group',
        participantIds: [bob.id],
      })
      return conversation.id
    }),
  )
  let connections = 0
  const client = createMessagingClient({
    url: `${origin}/api/trpc`,
    auth: () => {
      connections += 1
      return alice.token()
    },
    userId: alice.id,
  })
  const outcomes = await Promise.all(
    groups.map((conversationId) => client.messages.send({ conversationId, content: LONGEST })),
  )
  client.close()
  expect(outcomes.map(({ ok }) => ok)).toEqual(groups.map(() => true))
  expect(connections).toBe(1)
})

test('an id that would make every page of its subscription large is none', async () => {
  await using world = await createWorld()
  using socket = await TestSocket.as(
    `${world.origin.replace('http', 'ws')}/api/trpc`,
    await world.bob.token(),
  )
  const me = { method: 'query', params: { path: 'users.me' } }
  socket.say({ ...me, id: 'x'.repeat(101) })
  expect((await socket.find(({ id }) => id === null)).error?.data.code).toBe('PARSE_ERROR')
  socket.say({ ...me, id: 'x'.repeat(100) })
  await socket.find(({ id, result }) => String(id).startsWith('x') && result !== undefined)
})
