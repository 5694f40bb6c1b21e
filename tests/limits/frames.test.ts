import { createMessagingClient } from '@pennypost/client'
import { expect, test } from 'vitest'
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
