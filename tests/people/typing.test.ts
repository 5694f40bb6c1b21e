import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function pair(): Promise<{ typer: Person; watcher: Person; conversationId: string }> {
  nextName += 1
  const [typer, watcher] = await Promise.all([
    world.person(`Typer ${nextName}`),
    world.person(`Watcher ${nextName}`),
  ])
  const { conversation } = await typer.trpc.conversations.create.mutate({ receiverId: watcher.id })
  return { typer, watcher, conversationId: conversation.id }
}

const type = (person: Person, conversationId: string, isTyping: boolean) =>
  person.trpc.typing.set.mutate({ conversationId, isTyping })

test('typing passes once in three seconds, its end at once, and neither to oneself', async () => {
  const { typer, watcher, conversationId } = await pair()
  using heard = await watcher.presence(conversationId)
  using own = await typer.presence(conversationId)
  for (let times = 0; times < 5; times += 1) expect(await type(typer, conversationId, true)).toBeNull()
  await heard.until(({ items }) => items.length === 1)
  await type(typer, conversationId, false)
  await type(typer, conversationId, false)
  await heard.until(({ items }) => items.length === 2)
  await type(watcher, conversationId, true)
  await own.until(({ items }) => items.length === 1)
  expect(heard.items).toEqual([
    { type: 'typing', userId: typer.id, isTyping: true },
    { type: 'typing', userId: typer.id, isTyping: false },
  ])
  expect(own.items).toEqual([{ type: 'typing', userId: watcher.id, isTyping: true }])
})

test('typing that ends and begins again is shown again three seconds after it was, unless it has ended', async () => {
  const { typer, watcher, conversationId } = await pair()
  using heard = await watcher.presence(conversationId)
  await type(typer, conversationId, true)
  await heard.until(({ items }) => items.length === 1)
  const shownMs = performance.now()
  await type(typer, conversationId, false)
  await type(typer, conversationId, true)
  await heard.until(({ items }) => items.length === 3)
  expect(performance.now() - shownMs).toBeGreaterThan(2_900)
  expect(heard.items.map(({ isTyping }) => isTyping)).toEqual([true, false, true])
})

test('the message ends the typing', async () => {
  const { typer, watcher, conversationId } = await pair()
  using heard = await watcher.presence(conversationId)
  await type(typer, conversationId, true)
  await heard.until(({ items }) => items.length === 1)
  await typer.send(conversationId, 'here it is')
  await heard.until(({ items }) => items.length === 2)
  expect(heard.items[1]).toEqual({ type: 'typing', userId: typer.id, isTyping: false })
})

test('typing that is not said again ends after six seconds, and a late watcher is told of it', async () => {
  const { typer, watcher, conversationId } = await pair()
  await type(typer, conversationId, true)
  const shownMs = performance.now()
  using heard = await watcher.presence(conversationId)
  await heard.until(({ items }) => items.length === 2, 8_000)
  const lastedMs = performance.now() - shownMs
  expect(heard.items.map(({ isTyping }) => isTyping)).toEqual([true, false])
  expect(lastedMs).toBeGreaterThan(5_900)
  expect(lastedMs).toBeLessThan(7_000)
})

test.each(['typer', 'watcher'] as const)('nothing is shown where the %s has turned it off', async (whose) => {
  const { typer, watcher } = await pair()
  nextName += 1
  const third = await world.person(`Third ${nextName}`)
  const { conversation } = await typer.trpc.conversations.create.mutate({
    title: 'Three',
    participantIds: [watcher.id, third.id],
  })
  using heard = await watcher.presence(conversation.id)
  await type(third, conversation.id, true)
  await heard.until(({ items }) => items.length === 1)
  const hider = whose === 'typer' ? typer : watcher
  await hider.trpc.users.update.mutate({ typingIndicators: false })
  expect(await type(typer, conversation.id, true)).toBeNull()
  expect(await type(typer, conversation.id, false)).toBeNull()
  await hider.trpc.users.update.mutate({ typingIndicators: true })
  await type(third, conversation.id, false)
  await heard.until(({ items }) => items.some(({ userId, isTyping }) => userId === third.id && !isTyping))
  expect(heard.items.filter(({ userId, isTyping }) => userId === typer.id && isTyping)).toEqual([])
})

test.each(['typer', 'watcher'] as const)(
  'who is seen typing when the %s blocks the other is no longer seen at once, and by the others until it ends',
  async (whose) => {
    const { typer, watcher } = await pair()
    nextName += 1
    const third = await world.person(`Third ${nextName}`)
    const { conversation } = await third.trpc.conversations.create.mutate({
      title: 'Three',
      participantIds: [typer.id, watcher.id],
    })
    using heard = await watcher.presence(conversation.id)
    using heardByThird = await third.presence(conversation.id)
    await type(typer, conversation.id, true)
    for (const each of [heard, heardByThird]) await each.until(({ items }) => items.length === 1)
    const [blocker, blocked] = whose === 'typer' ? [typer, watcher] : [watcher, typer]
    await blocker.trpc.users.block.mutate({ userId: blocked.id })
    await heard.until(({ items }) => items.length === 2, 2_000)
    expect(heardByThird.items).toHaveLength(1)
    await type(typer, conversation.id, false)
    await heardByThird.until(({ items }) => items.length === 2)
    for (const { items } of [heard, heardByThird])
      expect(items.map(({ isTyping }) => isTyping)).toEqual([true, false])
  },
)

test('who was shown that somebody types is shown its end, though they have turned typing off by then', async () => {
  const { typer, watcher, conversationId } = await pair()
  using heard = await watcher.presence(conversationId)
  await type(typer, conversationId, true)
  await heard.until(({ items }) => items.length === 1)
  await watcher.trpc.users.update.mutate({ typingIndicators: false })
  await type(typer, conversationId, false)
  await heard.until(({ items }) => items.length === 2)
  expect(heard.items[1]).toEqual({ type: 'typing', userId: typer.id, isTyping: false })
})

test('in a group, somebody whom one has blocked is not seen typing', async () => {
  const { typer, watcher } = await pair()
  nextName += 1
  const third = await world.person(`Third ${nextName}`)
  const { conversation } = await third.trpc.conversations.create.mutate({
    title: 'Three',
    participantIds: [typer.id, watcher.id],
  })
  await watcher.trpc.users.block.mutate({ userId: typer.id })
  using heard = await watcher.presence(conversation.id)
  await type(typer, conversation.id, true)
  await type(third, conversation.id, true)
  await heard.until(({ items }) => items.length > 0)
  expect(heard.items).toEqual([{ type: 'typing', userId: third.id, isTyping: true }])
})

test('who takes no part can neither watch nor type, and nothing of it is stored', async () => {
  const { typer, conversationId } = await pair()
  nextName += 1
  const stranger = await world.person(`Stranger ${nextName}`)
  expect(await refusalOf(type(stranger, conversationId, true))).toEqual({ code: 'NOT_FOUND' })
  using heard = await stranger.presence(conversationId)
  await heard.until(({ isOver }) => isOver)
  expect(String(heard.error)).toContain('Not found')
  const before = await typer.trpc.conversations.get.query({ conversationId })
  await type(typer, conversationId, true)
  expect(await typer.trpc.conversations.get.query({ conversationId })).toEqual(before)
})
