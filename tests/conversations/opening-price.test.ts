import { OPENING_RULES, ROLES } from '@pennypost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { refusalOf } from '../world/refusal.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld({ serverCount: 2 })
})
afterAll(() => world[Symbol.asyncDispose]())

async function host(points: number): Promise<Person> {
  nextName += 1
  const person = await world.person(`Host ${nextName}`, 'host')
  await world.sql`update pennypost.users set opening_price_points = ${points} where id = ${person.id}`
  return person
}

const entriesOf = async (person: Person) =>
  (await person.trpc.wallet.entries.query()).items.map(({ points, reason }) => [points, reason])

test('a host with a price is paid once, with consent, and a retry answers the same charge', async () => {
  const guest = await world.person('Guest')
  const expert = await host(50)
  const open = (maxPoints?: number) =>
    guest.trpc.conversations.create.mutate({
      receiverId: expert.id,
      ...(maxPoints !== undefined && { maxPoints }),
    })
  expect(await refusalOf(open())).toEqual({ code: 'NOT_ENOUGH_POINTS', price: 50, balance: 0 })
  await world.grant(guest, 80)
  expect(await refusalOf(open(49))).toEqual({ code: 'PRICE_ABOVE_MAX', price: 50, maxPoints: 49 })
  expect(await entriesOf(guest)).toEqual([[80, 'a gift']])
  const opened = await open(50)
  expect(opened).toMatchObject({ created: true, charge: { kind: 'points', points: 50 } })
  expect(await open(0)).toEqual({ ...opened, created: false })
  expect(await entriesOf(guest)).toEqual([
    [-50, 'opening'],
    [80, 'a gift'],
  ])
  const back = await expert.trpc.conversations.create.mutate({ receiverId: guest.id })
  expect(back).toMatchObject({ created: false, charge: { kind: 'free' } })
  const quota = await guest.trpc.quota.status.query()
  expect(quota).toMatchObject({ balance: 30, usedToday: 0 })
})

test('a refused opening leaves no conversation behind', async () => {
  const guest = await world.person('Poor')
  const expert = await host(50)
  await refusalOf(guest.trpc.conversations.create.mutate({ receiverId: expert.id }))
  expect((await guest.trpc.conversations.list.query()).items).toEqual([])
  expect((await expert.trpc.conversations.list.query()).items).toEqual([])
})

test('opened twenty times at once over two servers, a host is paid once', async () => {
  const guest = await world.person('Eager')
  const expert = await host(30)
  await world.grant(guest, 100)
  const second = guest.connect(world.origins[1])
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? second : guest.trpc).conversations.create.mutate({ receiverId: expert.id, maxPoints: 30 }),
    ),
  )
  expect(new Set(answers.map(({ charge }) => JSON.stringify(charge)))).toEqual(
    new Set(['{"kind":"points","points":30}']),
  )
  expect(answers.filter(({ created }) => created)).toHaveLength(1)
  expect(await entriesOf(guest)).toEqual([
    [-30, 'opening'],
    [100, 'a gift'],
  ])
})

test('points for one opening cannot open two at once', async () => {
  const guest = await world.person('Split')
  const [one, two] = await Promise.all([host(30), host(30)])
  await world.grant(guest, 30)
  const second = guest.connect(world.origins[1])
  const outcomes = await Promise.allSettled([
    guest.trpc.conversations.create.mutate({ receiverId: one.id }),
    second.conversations.create.mutate({ receiverId: two.id }),
  ])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await guest.trpc.quota.status.query()).balance).toBe(0)
})

test('a group may not be made with a host whose price is above 0, nor may one be added to it', async () => {
  const { alice, bob } = world
  const [dear, free] = await Promise.all([host(1), host(0)])
  const { create, addParticipants } = alice.trpc.conversations
  expect(await refusalOf(create.mutate({ title: 'x', participantIds: [bob.id, dear.id] }))).toEqual({
    code: 'NOT_ALLOWED',
  })
  const { conversation } = await create.mutate({ title: 'x', participantIds: [bob.id, free.id] })
  const adding = addParticipants.mutate({ conversationId: conversation.id, userIds: [dear.id] })
  expect(await refusalOf(adding)).toEqual({ code: 'NOT_ALLOWED' })
})

test('every cell of the table of roles holds through the router', async () => {
  const sets = await Promise.all(
    ['creator', 'receiver'].map((side) =>
      Promise.all(ROLES.map((role) => world.person(`${side} ${role}`, role))),
    ),
  )
  const [creators = [], receivers = []] = sets
  await world.sql`update pennypost.users set opening_price_points = 7 where name like 'receiver %'`
  for (const [row, creator] of ROLES.entries()) {
    const person = creators[row]
    if (person === undefined) throw new Error(`no creator for ${creator}`)
    await world.grant(person, 100)
    for (const [column, receiver] of ROLES.entries()) {
      const receiverId = receivers[column]?.id ?? ''
      const { charge } = await person.trpc.conversations.create.mutate({ receiverId })
      const isPriced = OPENING_RULES[creator][receiver] === 'opening-price'
      expect([creator, receiver, charge]).toEqual([
        creator,
        receiver,
        isPriced ? { kind: 'points', points: 7 } : { kind: 'free' },
      ])
      const making = person.trpc.conversations.create.mutate({ title: 'x', participantIds: [receiverId] })
      if (receiver === 'host') expect(await refusalOf(making)).toEqual({ code: 'NOT_ALLOWED' })
      else expect((await making).created).toBe(true)
    }
  }
})
