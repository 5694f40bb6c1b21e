import type { EventOptions, MessagingClient } from '@pennypost/client'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { holdAnswers } from '../world/hold-answers.ts'
import { until } from '../world/until.ts'
import { connect, state } from './connect.ts'

/** The texts that somebody's events tell, and when they have ended. */
function listen(client: MessagingClient, options?: EventOptions) {
  const told: (string | null)[] = []
  const ended = (async () => {
    for await (const event of client.events(options))
      if (event.type === 'message') told.push(event.message.content)
  })()
  return { told, ended }
}

test('events end when their client is closed, also those that are asked for only then', async () => {
  await using world = await createWorld()
  const client = connect(world.bob, world.origin)
  const { ended } = listen(client)
  await until(() => expect(state(client)).toBe('online'))
  await client.close()
  await ended
  await listen(client).ended
})

test('events end when their client is closed while they look for a message, and tell nothing more', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const held = holdAnswers('messages.fetch')
  const client = connect(bob, origin, { WebSocket: held.WebSocket })
  const { told, ended } = listen(client)
  await until(() => expect(state(client)).toBe('online'))
  await alice.send(conversationId, 'hello')
  await until(() => expect(held.count()).toBe(1))
  await client.close()
  await ended
  expect(told).toEqual([])
})
