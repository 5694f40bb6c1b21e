import type { SendResult } from '@pennypost/domain'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { outcomeOf } from '../model/in-process.ts'
import { reportFigures, reportProgress, sizeOf, timeFor } from '../proofs/figures.ts'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

const ROUNDS = sizeOf('races', 20)
const RETRY_ROUNDS = sizeOf('retries', 20)

/** One person at both servers, by two connections. */
function atBothServers(world: World, person: Person) {
  const [one = '', other = ''] = world.origins
  return [person.connect(one), person.connect(other)] as const
}

test(
  `50 sends at once over two servers, with one free message left and 25 points: 1 free, 2 paid, 47 refused, ${ROUNDS} times`,
  async () => {
    await using world = await createWorld({ serverCount: 2 })
    const { alice, bob, sql } = world
    // Several conversations, so that it is not their locks that keep the sends apart.
    const conversationIds = [await world.direct()]
    for (const title of ['One', 'Two', 'Three', 'Four']) {
      const group = { title, participantIds: [bob.id] }
      conversationIds.push((await alice.trpc.conversations.create.mutate(group)).conversation.id)
    }
    const clients = atBothServers(world, alice)
    await world.grant(alice, 5)
    const total = { rounds: 0, free: 0, paid: 0, refused: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      await world.grant(alice, 20)
      await sql`update pennypost.accounts set free_used = 19 where user_id = ${alice.id}`
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const client = clients[index % 2 === 0 ? 0 : 1]
          const conversationId = conversationIds[index % conversationIds.length] ?? ''
          const message = { id: uuidv7(), conversationId, content: `${round} ${index}` }
          return outcomeOf(client.messages.send.mutate(message))
        }),
      )
      const charges = outcomes.map((outcome) =>
        'value' in outcome ? outcome.value.charge.kind : outcome.refusal,
      )
      const count = (kind: string) => charges.filter((charge) => charge === kind).length
      expect([count('free'), count('points')]).toEqual([1, 2])
      for (const charge of charges.filter((charge) => typeof charge !== 'string'))
        expect(charge).toEqual({ code: 'NOT_ENOUGH_POINTS', price: 10, balance: expect.any(Number) })
      total.rounds += 1
      total.free += count('free')
      total.paid += count('points')
      total.refused += charges.length - count('free') - count('points')
      reportProgress('races', total.rounds, ROUNDS)
    }
    const [state] = await sql<
      { balance: string; sum: string; messages: number; entries: number; seq: string }[]
    >`
      select a.balance, (select sum(points) from pennypost.ledger where user_id = a.user_id) as sum,
        (select count(*)::integer from pennypost.messages) as messages,
        (select count(*)::integer from pennypost.ledger where kind = 'message') as entries,
        (select sum(last_seq) from pennypost.conversations) as seq
      from pennypost.accounts a where a.user_id = ${alice.id}`
    expect(state).toEqual({
      balance: '5',
      sum: '5',
      messages: 3 * ROUNDS,
      entries: 2 * ROUNDS,
      seq: String(3 * ROUNDS),
    })
    expect(total).toEqual({ rounds: ROUNDS, free: ROUNDS, paid: 2 * ROUNDS, refused: 47 * ROUNDS })
    reportFigures('races', total)
  },
  timeFor(ROUNDS, 1_000),
)

test(
  `one id sent 20 times at once over two servers: one message, one charge, twenty equal answers, ${RETRY_ROUNDS} times`,
  async () => {
    await using world = await createWorld({ serverCount: 2, settings: { dailyFreeLimit: 0 } })
    const { alice, sql } = world
    const conversationId = await world.direct()
    const clients = atBothServers(world, alice)
    await world.grant(alice, 10 * RETRY_ROUNDS)
    let answers = 0
    for (let round = 1; round <= RETRY_ROUNDS; round += 1) {
      const id = uuidv7()
      const results: SendResult[] = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          clients[index % 2 === 0 ? 0 : 1].messages.send.mutate({ id, conversationId, content: 'once' }),
        ),
      )
      const [first] = results
      for (const result of results) expect(result).toEqual(first)
      expect(first).toMatchObject({
        message: { id, seq: round },
        charge: { kind: 'points', points: 10 },
        quota: { balance: 10 * (RETRY_ROUNDS - round) },
      })
      answers += results.length
      reportProgress('retries', round, RETRY_ROUNDS)
    }
    const [state] = await sql<{ messages: number; charges: number }[]>`
      select (select count(*)::integer from pennypost.messages) as messages,
        (select count(*)::integer from pennypost.ledger where kind = 'message') as charges`
    expect(state).toEqual({ messages: RETRY_ROUNDS, charges: RETRY_ROUNDS })
    reportFigures('retries', { rounds: RETRY_ROUNDS, answers, messages: RETRY_ROUNDS, charges: RETRY_ROUNDS })
  },
  timeFor(RETRY_ROUNDS, 1_000),
)

test('a retry a day later, over another server and after the text is gone, answers the same charge', async () => {
  await using world = await createWorld({ serverCount: 2, settings: { dailyFreeLimit: 0 } })
  const { alice } = world
  await world.grant(alice, 30)
  const conversationId = await world.direct()
  const [here, there] = atBothServers(world, alice)
  const send = { id: uuidv7(), conversationId, content: 'once', expirationHours: 2 }
  const first = await here.messages.send.mutate(send)
  await world.advance(25)
  const later = await there.messages.send.mutate(send)
  expect(later.message).toEqual({ ...first.message, content: null })
  expect(later.charge).toEqual(first.charge)
  await alice.signIn()
  const afterErasure = await here.messages.send.mutate(send)
  expect(afterErasure.message).toEqual(later.message)
  expect(afterErasure.charge).toEqual(first.charge)
  expect(afterErasure.quota.balance).toBe(20)
})

test('one opening price is charged, however many times at once a conversation is opened', async () => {
  await using world = await createWorld({ serverCount: 2 })
  const { alice, sql } = world
  await world.grant(alice, 300)
  const clients = atBothServers(world, alice)
  for (let round = 1; round <= 15; round += 1) {
    const receiverId = `host ${round}`
    await sql`insert into pennypost.users (id, name, role, opening_price_points)
      values (${receiverId}, 'Host', 'host', 15)`
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        clients[index % 2 === 0 ? 0 : 1].conversations.create.mutate({ receiverId, maxPoints: 15 }),
      ),
    )
    expect(results.filter(({ created }) => created)).toHaveLength(1)
    for (const { charge } of results) expect(charge).toEqual({ kind: 'points', points: 15 })
    expect((await alice.trpc.quota.status.query()).balance).toBe(300 - 15 * round)
  }
})
