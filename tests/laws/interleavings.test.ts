import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { replayOf, sizeOf } from '../proofs/figures.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { Person } from '../world/person.ts'
import { FoldingClient } from './state.ts'
import { expectFresh } from './verify-action.ts'

const RUNS = sizeOf('laws', 1_000)
const { seed = Math.floor(Math.random() * 2 ** 31), path } = replayOf()

let world: World
let redis: TestRedis
let people: Person[] = []
/** Carol is at another server than Alice and Bob. */
beforeAll(async () => {
  redis = await startRedis()
  world = await createWorld({ serverCount: 2, redisUrl: redis.url, settings: { dailyFreeLimit: 3 } })
  const [, there = ''] = world.origins
  people = [world.alice, world.bob, new Person(there, await Person.signUp(there, 'Carol'))]
  for (const person of people) await world.grant(person, 1_000_000)
})
afterAll(async () => {
  await people[2]?.[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
  await redis.stop()
})

type Place = { direct: string; group: string; lastId: string }
type Step =
  | { type: 'send'; who: number; toGroup: boolean; expirationHours: number | null }
  | { type: 'again'; who: number }
  | { type: 'read'; who: number; inGroup: boolean; upToSeq: number }
  | { type: 'update'; who: number; title: string; hours: number | null }
  | { type: 'add' | 'remove' | 'block' | 'unblock'; who: number; whom: number }
  | { type: 'leave' | 'open' | 'resume'; who: number }
  | { type: 'advance' }

const who = fc.nat(2)
const hours = fc.option(fc.constantFrom(1, 2), { nil: null })
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('send'), who, toGroup: fc.boolean(), expirationHours: hours }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('again'), who }) },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('read'), who, inGroup: fc.boolean(), upToSeq: fc.nat(20) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('update'), who, title: fc.constantFrom('A', 'B'), hours }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom('add', 'remove', 'block', 'unblock'), who, whom: who }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('leave', 'open', 'resume'), who }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('advance') }) },
)
/** What goes at once stands in one list. */
const schedules = fc.array(fc.array(steps, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 })

function personAt(index: number): Person {
  const person = people[index]
  if (person === undefined) throw new Error(`nobody is at ${index}`)
  return person
}

async function perform(step: Step, place: Place, clients: readonly FoldingClient[]): Promise<unknown> {
  const { direct, group } = place
  if (step.type === 'advance') return await world.advance(1)
  const person = personAt(step.who)
  const { conversations, messages, users } = person.trpc
  switch (step.type) {
    case 'send': {
      const id = uuidv7()
      const { expirationHours, toGroup } = step
      if (!toGroup && step.who === 0) place.lastId = id
      return await person.send(toGroup ? group : direct, 'hello', { id, expirationHours })
    }
    case 'again':
      return await person.send(direct, 'hello', { id: place.lastId })
    case 'read':
      return await messages.read.mutate({
        conversationId: step.inGroup ? group : direct,
        upToSeq: step.upToSeq,
      })
    case 'update':
      return await conversations.update.mutate({
        conversationId: group,
        title: step.title,
        defaultExpirationHours: step.hours,
      })
    case 'add':
      return await conversations.addParticipants.mutate({
        conversationId: group,
        userIds: [personAt(step.whom).id],
      })
    case 'remove':
      return await conversations.removeParticipant.mutate({
        conversationId: group,
        userId: personAt(step.whom).id,
      })
    case 'block':
      return await users.block.mutate({ userId: personAt(step.whom).id })
    case 'unblock':
      return await users.unblock.mutate({ userId: personAt(step.whom).id })
    case 'leave':
      return await conversations.leave.mutate({ conversationId: group })
    case 'open':
      return await conversations.create.mutate({ receiverId: personAt((step.who + 1) % 3).id })
    case 'resume':
      return await clients[step.who]?.resume()
  }
}

/** Nothing of the run before is left but the people, their points and their day. */
async function begin(): Promise<Place> {
  const { alice, bob, sql } = world
  for (const table of ['messages', 'participants', 'departures', 'conversations'])
    await sql`delete from pennypost.${sql.unsafe(table)}`
  await sql`delete from pennypost.blocks`
  const direct = await world.direct()
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Group',
    participantIds: [bob.id],
  })
  return { direct, group: conversation.id, lastId: uuidv7() }
}

test(`old state + events = fresh state under ${RUNS} random schedules (seed ${seed})`, {
  timeout: 60_000 + RUNS * 500,
}, async () => {
  const property = fc.asyncProperty(schedules, async (schedule) => {
    const place = await begin()
    const clients = await Promise.all(people.map((person) => FoldingClient.open(person)))
    try {
      for (const atOnce of schedule) {
        const outcomes = await Promise.allSettled(atOnce.map((step) => perform(step, place, clients)))
        const faults = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' && !outcome.reason.data?.refusal ? [outcome.reason] : [],
        )
        expect(faults).toEqual([])
      }
      const isOrdered = !schedule.flat().some(({ type }) => type === 'advance')
      await expectFresh(world, clients, isOrdered)
    } finally {
      for (const client of clients) client[Symbol.dispose]()
    }
  })
  await fc.assert(property, { seed, numRuns: RUNS, endOnFailure: true, ...(path && { path }) })
})
