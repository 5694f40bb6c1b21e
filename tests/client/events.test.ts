import type { EventOptions, MessagingClient } from '@pennypost/client'
import { type Refusal, TRPC_CODES } from '@pennypost/domain'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { holdAnswers } from '../world/hold-answers.ts'
import { tapAnswers } from '../world/tap-answers.ts'
import { until } from '../world/until.ts'
import { connect, state } from './connect.ts'

const PASSING: Refusal[] = [{ code: 'NOT_SIGNED_IN' }, { code: 'RATE_LIMITED', retryAfterMs: 1_200 }]

/** A WebSocket that turns the first answer of a procedure into a refusal, and when it had answers. */
function refuseFirst(path: string, refusal: Refusal) {
  const answeredAt: number[] = []
  const WebSocket = tapAnswers(path, ({ letIn, replace }) => {
    answeredAt.push(performance.now())
    if (answeredAt.length > 1) letIn()
    else replace({ error: { message: '', code: -32_000, data: { code: TRPC_CODES[refusal.code], refusal } } })
  })
  return { WebSocket, answeredAt }
}

/** The texts that somebody's events tell, and when they have ended. */
function listen(client: MessagingClient, options?: EventOptions) {
  const told: (string | null)[] = []
  const ended = (async () => {
    for await (const event of client.events(options))
      if (event.type === 'message') told.push(event.message.content)
  })()
  return { told, ended }
}

/** What microtasks throw until the test ends, in place of the process, which would die of it. */
function catchUncaught(): unknown[] {
  const caught: unknown[] = []
  const { queueMicrotask: queue } = globalThis
  const spy = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) =>
    queue(() => {
      try {
        task()
      } catch (error) {
        caught.push(error)
      }
    }),
  )
  onTestFinished(() => spy.mockRestore())
  return caught
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

test('a message is told although nobody was signed in, or too much was asked, when it was looked for', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  for (const refusal of PASSING) {
    const look = refuseFirst('messages.fetch', refusal)
    const client = connect(bob, origin, { WebSocket: look.WebSocket })
    const { told } = listen(client)
    await until(() => expect(state(client)).toBe('online'))
    await alice.send(conversationId, refusal.code)
    await until(() => expect(told).toEqual([refusal.code]))
    const [refusedAt = 0, askedAgainAt = 0] = look.answeredAt
    if (refusal.code === 'RATE_LIMITED')
      expect(askedAgainAt - refusedAt).toBeGreaterThanOrEqual(refusal.retryAfterMs)
    await client.close()
  }
})

test('what was missed is told although nobody was signed in, or too much was asked, at the fresh look', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  await alice.send(await world.direct(), 'unread')
  for (const refusal of PASSING) {
    const look = refuseFirst('conversations.list', refusal)
    const client = connect(bob, origin, { WebSocket: look.WebSocket })
    const { told } = listen(client, { lastEventId: 'none yet' })
    await until(() => expect(told).toEqual(['unread']))
    await client.close()
  }
})

test('what came while an inbox had to start afresh is told, the quota too, also to somebody who began without a cursor', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  let toLose = 0
  const WebSocket = tapAnswers('live.inbox', ({ letIn, replace }) => {
    if (toLose === 0) return letIn()
    toLose -= 1
    const id = new Date().toISOString()
    replace({
      result: { type: 'data', id, data: { id, data: { events: [], reset: true, now: id } } },
    })
  })
  const client = connect(bob, origin, { WebSocket })
  const { told } = listen(client)
  const others: string[] = []
  client.on('quota', ({ quota }) => others.push(`${quota.balance} points`))
  await until(() => expect(state(client)).toBe('online'))
  toLose = 2
  await alice.send(conversationId, 'in between')
  await until(() => expect(told).toEqual(['in between']))
  await until(() => expect(others).toContain('0 points'))
})

test('a conversation that is refused for good is passed over, and what comes later is told', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const look = refuseFirst('messages.fetch', { code: 'NOT_FOUND' })
  const client = connect(bob, origin, { WebSocket: look.WebSocket })
  const { told } = listen(client)
  await until(() => expect(state(client)).toBe('online'))
  await alice.send(conversationId, 'passed over')
  await until(() => expect(look.answeredAt).toHaveLength(1))
  await alice.send(conversationId, 'told')
  await until(() => expect(told).toEqual(['told']))
})

test('events end when their signal says so, also while they wait to ask again', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const look = refuseFirst('messages.fetch', { code: 'RATE_LIMITED', retryAfterMs: 3_600_000 })
  const client = connect(bob, origin, { WebSocket: look.WebSocket })
  const listening = new AbortController()
  const { told, ended } = listen(client, { signal: listening.signal })
  await until(() => expect(state(client)).toBe('online'))
  await alice.send(conversationId, 'hello')
  await until(() => expect(look.answeredAt).toHaveLength(1))
  listening.abort()
  await ended
  expect(told).toEqual([])
})

test('a listener that throws is reported as an uncaught error, and neither it nor the others miss anything', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const reported = catchUncaught()
  const client = connect(bob, origin)
  const heard: string[] = []
  client.on('message', ({ message }) => {
    heard.push(`first: ${message.content}`)
    throw new Error(`first failed at ${message.content}`)
  })
  client.on('message', ({ message }) => heard.push(`second: ${message.content}`))
  await until(() => expect(state(client)).toBe('online'))
  for (const content of ['one', 'two']) {
    await alice.send(conversationId, content)
    await until(() => expect(heard.at(-1)).toBe(`second: ${content}`))
  }
  expect(heard).toEqual(['first: one', 'second: one', 'first: two', 'second: two'])
  expect(reported).toEqual([new Error('first failed at one'), new Error('first failed at two')])
})
