import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ serverCount: 2, settings: { dailyFreeLimit: 0 } })
})
afterAll(() => world[Symbol.asyncDispose]())

async function group(...people: Person[]): Promise<string> {
  const { conversation } = await world.alice.trpc.conversations.create.mutate({
    title: 'Race',
    participantIds: people.map(({ id }) => id),
  })
  return conversation.id
}

const balanceOf = async (person: Person) => (await person.trpc.quota.status.query()).balance

test.each([
  ['one conversation', false],
  ['two conversations', true],
])(
  'of two people who send one id at once in %s one wins, the other is ID_REUSED and pays nothing',
  async (_, apart) => {
    const { alice, bob, origins } = world
    const conversationId = await group(bob)
    const otherId = apart ? await group(bob) : conversationId
    const bobThere = bob.connect(origins[1])
    await Promise.all([world.grant(alice, 300), world.grant(bob, 300)])
    const before = (await balanceOf(alice)) + (await balanceOf(bob))
    for (let round = 1; round <= 20; round += 1) {
      const id = uuidv7()
      const outcomes = await Promise.allSettled([
        alice.send(conversationId, 'mine', { id }),
        bobThere.messages.send.mutate({ id, conversationId: otherId, content: 'mine' }),
      ])
      const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(reasons.map((reason) => reason.data?.refusal)).toEqual([{ code: 'ID_REUSED' }])
    }
    expect((await balanceOf(alice)) + (await balanceOf(bob))).toBe(before - 200)
    const pages = await Promise.all(
      [...new Set([conversationId, otherId])].map((id) =>
        alice.trpc.messages.fetch.query({ conversationId: id, limit: 100 }),
      ),
    )
    for (const { items } of pages)
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_item, index) => items.length - index))
    expect(pages.flatMap(({ items }) => items)).toHaveLength(20)
  },
)

test('many people who race for the same few ids in every order leave one message each, and no fault', async () => {
  const people = await world.people(...Array.from({ length: 8 }, (_, index) => `Racer ${index}`))
  for (const person of people) await world.grant(person, 1_000)
  const conversationId = await group(...people)
  const clients = people.flatMap((person, index) => [person.connect(world.origins[index % 2])])
  for (let round = 0; round < 5; round += 1) {
    const ids = Array.from({ length: 6 }, () => uuidv7())
    const outcomes = await Promise.allSettled(
      clients.flatMap((trpc, place) =>
        ids.map((_, index) => {
          const id = ids[(place % 2 ? index : ids.length - 1 - index) % ids.length] ?? ''
          return trpc.messages.send.mutate({ id, conversationId, content: 'mine' })
        }),
      ),
    )
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    for (const reason of reasons) expect(reason.data?.refusal ?? reason).toEqual({ code: 'ID_REUSED' })
    expect(outcomes.length - reasons.length).toBe(ids.length)
  }
  const { items } = await world.alice.trpc.messages.fetch.query({ conversationId, limit: 100 })
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => 30 - index))
})

test("an id is its sender's and its conversation's: elsewhere it is ID_REUSED", async () => {
  const { alice, bob } = world
  await world.grant(alice, 100)
  const [first, second] = [await group(bob), await group(bob)]
  const id = uuidv7()
  await alice.send(first, 'once', { id })
  expect(await refusalOf(alice.send(second, 'once', { id }))).toEqual({ code: 'ID_REUSED' })
  expect(await refusalOf(bob.send(first, 'once', { id }))).toEqual({ code: 'ID_REUSED' })
  const stranger = await world.person('Stranger')
  expect(await refusalOf(stranger.send(first, 'once', { id }))).toEqual({ code: 'NOT_FOUND' })
})

test('a retry is for participants: who was taken out is told nothing of their own message', async () => {
  const { bob, alice } = world
  await world.grant(bob, 10)
  const conversationId = await group(bob)
  const id = uuidv7()
  await bob.send(conversationId, 'once', { id })
  await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: bob.id })
  expect(await refusalOf(bob.send(conversationId, 'once', { id }))).toEqual({ code: 'NOT_FOUND' })
})

test('an id that lies days ahead is refused, one that lies hours ahead is a wrong clock', async () => {
  const { alice, bob } = world
  await world.grant(alice, 10)
  const conversationId = await group(bob)
  const ahead = (hours: number) => {
    const hex = (Date.now() + hours * 3_600_000).toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7def-8123-${crypto.randomUUID().slice(-12)}`
  }
  expect(await refusalOf(alice.send(conversationId, 'x', { id: ahead(25) }))).toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: ['id'] }],
  })
  expect((await alice.send(conversationId, 'x', { id: ahead(23) })).message.content).toBe('x')
})
