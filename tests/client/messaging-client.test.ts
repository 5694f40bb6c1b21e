import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { createProxy } from '../world/proxy.ts'
import { until } from '../world/until.ts'
import { connect, state } from './connect.ts'

test('a program sends and hears messages in a few lines', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const bot = connect(bob, origin)
  const heard: (string | null)[] = []
  bot.on('message', ({ message }) => {
    heard.push(message.content)
    if (message.senderId !== bob.id)
      void bot.messages.send({ conversationId: message.conversationId, content: `echo ${message.content}` })
  })
  await until(() => expect(state(bot)).toBe('online'))
  await alice.send(conversationId, 'hello')
  await until(() => expect(heard).toEqual(['hello', 'echo hello']))
})

test('events resume after a restart with what is unread', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  await alice.send(conversationId, 'one')
  const first = connect(bob, origin)
  let lastEventId = ''
  const listening = new AbortController()
  const told = (async () => {
    for await (const event of first.events({ signal: listening.signal })) {
      if (event.type !== 'message') continue
      lastEventId = event.eventId
      return event.message
    }
    return null
  })()
  await until(() => expect(state(first)).toBe('online'))
  const { message } = await alice.send(conversationId, 'two')
  expect(await told).toEqual(message)
  await bob.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq })
  await first.close()
  await alice.send(conversationId, 'three')
  await alice.send(conversationId, 'four')
  const second = connect(bob, origin)
  const missed: (string | null)[] = []
  for await (const event of second.events({ lastEventId })) {
    if (event.type === 'message') missed.push(event.message.content)
    if (missed.length === 2) break
  }
  expect(missed).toEqual(['three', 'four'])
})

test('messages that are sent while the connection is cut again and again arrive once and in order', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  await using proxy = await createProxy(Number(new URL(origin).port))
  const client = connect(alice, `http://127.0.0.1:${proxy.port}`)
  await world.grant(alice, 10_000)
  const sent: Promise<{ ok: boolean }>[] = []
  for (let index = 0; index < 40; index += 1) {
    sent.push(client.messages.send({ conversationId, content: `number ${index}` }))
    if (index % 8 === 7) await until(() => expect(client.outbox.items.get().length).toBeLessThan(8))
    if (index % 8 === 3) proxy.cut()
  }
  const outcomes = await Promise.all(sent)
  expect(outcomes.every(({ ok }) => ok)).toBe(true)
  const { items } = await bob.trpc.messages.fetch.query({ conversationId, limit: 100 })
  expect(items.map(({ content }) => content).reverse()).toEqual(
    Array.from({ length: 40 }, (_, index) => `number ${index}`),
  )
  expect((await alice.trpc.quota.status.query()).balance).toBe(10_000 - 20 * 10)
})

test('a refusal stops one conversation, and not the others', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1 } })
  const { alice, origin } = world
  const carol = await world.person('Carol')
  const first = await world.direct()
  const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  const client = connect(alice, origin)
  const paid = client.outbox.send({ conversationId: first, content: 'a', maxPoints: 0 })
  expect(await paid.outcome).toMatchObject({ ok: true })
  const refused = client.outbox.send({ conversationId: first, content: 'b', maxPoints: 0 })
  expect(await refused.outcome).toEqual({
    ok: false,
    reason: 'refused',
    refusal: { code: 'PRICE_ABOVE_MAX', price: 10, maxPoints: 0 },
  })
  const behind = client.outbox.send({ conversationId: first, content: 'c', maxPoints: 10 })
  await world.grant(alice, 30)
  const elsewhere = client.outbox.send({ conversationId: conversation.id, content: 'd', maxPoints: 10 })
  expect(await elsewhere.outcome).toMatchObject({ ok: true })
  expect(client.outbox.items.get().map(({ content, state }) => [content, state.kind])).toEqual([
    ['b', 'failed'],
    ['c', 'queued'],
  ])
  client.outbox.retry(refused.id)
  expect(await behind.outcome).toMatchObject({ ok: true })
  expect(client.outbox.items.get()).toEqual([])
  const { items } = await alice.trpc.messages.fetch.query({ conversationId: first })
  expect(items.map(({ content }) => content)).toEqual(['c', 'b', 'a'])
  expect((await alice.trpc.quota.status.query()).balance).toBe(0)
})

test('the connection tells how it is: lost, tried again, resumed, and over', async () => {
  await using world = await createWorld()
  const { bob, origin } = world
  await using proxy = await createProxy(Number(new URL(origin).port))
  const client = connect(bob, `http://127.0.0.1:${proxy.port}`)
  const states: string[] = [state(client)]
  let retryTimes = 0
  client.connection.status.subscribe(() => {
    if (client.connection.status.get().retryAt !== null) retryTimes += 1
    if (states.at(-1) !== state(client)) states.push(state(client))
  })
  client.on('conversation', () => undefined)
  await until(() => expect(state(client)).toBe('online'))
  proxy.refuse(true)
  proxy.cut()
  await until(() => expect(retryTimes).toBeGreaterThan(0))
  proxy.refuse(false)
  client.connection.retryNow()
  await until(() => expect(state(client)).toBe('online'))
  await bob.signOut()
  await until(() => expect(state(client)).toBe('unauthorised'))
  expect(states).toEqual([
    'connecting',
    'online',
    'reconnecting',
    'resuming',
    'online',
    'reconnecting',
    'unauthorised',
  ])
})

test('a heartbeat that was answered leaves nothing on the socket', async () => {
  await using world = await createWorld()
  const sockets: WebSocket[] = []
  class KnownSocket extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given)
      sockets.push(this)
    }
  }
  const client = connect(world.bob, world.origin, { WebSocket: KnownSocket })
  await until(() => expect(state(client)).toBe('online'))
  const listeners = () =>
    sockets.flatMap((socket) => ['message', 'close'].map((type) => getEventListeners(socket, type).length))
  const before = listeners()
  client.connection.retryNow()
  expect(listeners()).not.toEqual(before)
  await until(() => expect(listeners()).toEqual(before))
  expect(sockets).toHaveLength(1)
})

test('nothing is sent for somebody else who signed in meanwhile', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  const client = connect(alice, origin, { userId: bob.id })
  void client.outbox.send({ conversationId, content: 'not for her to send' })
  await until(() => expect(state(client)).toBe('unauthorised'))
  expect(client.outbox.items.get()).toHaveLength(1)
  expect((await bob.trpc.messages.fetch.query({ conversationId })).items).toEqual([])
})

test('what waits is sent although the server had a fault when it was asked who this is', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  await world.sql`alter function pennypost.me(text) rename to me_is_away`
  const client = connect(alice, origin)
  const { outcome } = client.outbox.send({ conversationId, content: 'after the fault' })
  await expect(client.trpc.users.me.query()).rejects.toThrow()
  expect(client.outbox.items.get()).toMatchObject([{ state: { kind: 'queued' } }])
  await world.sql`alter function pennypost.me_is_away(text) rename to me`
  expect(await outcome).toMatchObject({ ok: true })
  const { items } = await bob.trpc.messages.fetch.query({ conversationId })
  expect(items.map(({ content }) => content)).toEqual(['after the fault'])
})
