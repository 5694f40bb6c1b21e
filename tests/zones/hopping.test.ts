import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { ZONES } from '../model/commands.ts'
import { type FrozenClock, freezeClock } from '../model/frozen-clock.ts'
import { createInProcess, type InProcess, outcomeOf } from '../model/in-process.ts'
import { replayOf, reportFigures, reportProgress, sizeOf, timeFor } from '../proofs/figures.ts'

const JOURNEYS = sizeOf('hopping', 40)
const FREE = 2
const HOUR_MS = 3_600_000

/** Troll moves its clock by two hours and so has, for anybody who lives there, a day of 22. */
const HONEST_ZONES = ZONES.filter((name) => name !== 'Antarctica/Troll')

type Hop = { timeZone: string | null; wait: 'reset' | number; offMs: number }

const HOP: fc.Arbitrary<Hop> = fc.record({
  timeZone: fc.option(fc.constantFrom(...HONEST_ZONES)),
  wait: fc.oneof({ weight: 3, arbitrary: fc.constant('reset' as const) }, fc.integer({ min: 0, max: 30 })),
  offMs: fc.constantFrom(-1, 0, 1, 1_000),
})

const JOURNEY = fc.record({
  startMs: fc
    .integer({ min: Date.UTC(2020, 0) / HOUR_MS, max: Date.UTC(2037, 0) / HOUR_MS })
    .map((hours) => hours * HOUR_MS),
  hops: fc.array(HOP, { minLength: 3, maxLength: 15 }),
})

type Journey = { startMs: number; hops: Hop[] }

/** Somebody who chooses zones as they please and sends whatever is free at every stop. @returns when each was sent */
async function travel(real: InProcess, clock: FrozenClock, { startMs, hops }: Journey): Promise<number[]> {
  const [traveller, receiverId] = [uuidv7(), uuidv7()]
  let nowMs = startMs
  await clock.set(nowMs)
  await real.sql`insert into pennypost.users (id, name) values (${traveller}, 'T'), (${receiverId}, 'R')`
  const caller = real.callerOf(traveller)
  const { conversation } = await caller.conversations.create({ receiverId })
  const sentAtMs: number[] = []
  const spend = async () => {
    for (;;) {
      const message = { id: uuidv7(), conversationId: conversation.id, content: 'free' }
      if ('refusal' in (await outcomeOf(caller.messages.send(message)))) return
      sentAtMs.push(nowMs)
    }
  }
  await spend()
  for (const { timeZone, wait, offMs } of hops) {
    if (timeZone !== null) await caller.users.update({ timeZone })
    const { resetsAt } = await caller.quota.status()
    const to = wait === 'reset' ? Date.parse(resetsAt) + offMs : nowMs + wait * HOUR_MS
    nowMs = Math.max(nowMs, to)
    await clock.set(nowMs)
    await spend()
  }
  return sentAtMs
}

test(
  `no hopping between zones gives more than two allowances within 23 hours, in ${JOURNEYS} random journeys`,
  async () => {
    await using real = await createInProcess({ dailyFreeLimit: FREE })
    const clock = await freezeClock(real.sql)
    let journeys = 0
    let messages = 0
    const property = fc.asyncProperty(JOURNEY, async (journey) => {
      const sentAtMs = await travel(real, clock, journey)
      for (const [place, atMs] of sentAtMs.entries()) {
        const later = sentAtMs[place + 2 * FREE]
        if (later !== undefined) expect(later - atMs).toBeGreaterThanOrEqual(23 * HOUR_MS)
      }
      journeys += 1
      messages += sentAtMs.length
      reportProgress('hopping', journeys, JOURNEYS)
    })
    await fc.assert(property, { numRuns: JOURNEYS, ...replayOf() })
    reportFigures('hopping', { journeys, free: messages, allowancesTooEarly: 0 })
  },
  timeFor(JOURNEYS, 500),
)

test('whoever hops through zones as fast as they can has never more days than somebody who stays', async () => {
  await using real = await createInProcess({ dailyFreeLimit: FREE })
  const clock = await freezeClock(real.sql)
  const startMs = Date.UTC(2026, 5, 1)
  const eastward = [
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ]
  const hops: Hop[] = Array.from({ length: 40 }, (_, index) => ({
    timeZone: eastward[index % eastward.length] ?? null,
    wait: 'reset',
    offMs: 0,
  }))
  const hopped = await travel(real, clock, { startMs, hops })
  const stayed = await travel(real, clock, { startMs, hops: hops.map((hop) => ({ ...hop, timeZone: null })) })
  const daysOf = (sentAtMs: number[]) =>
    sentAtMs.filter((at) => at < startMs + 30 * 24 * HOUR_MS).length / FREE
  expect(daysOf(stayed)).toBe(30)
  // A first day may be 23 hours long, as the shortest day of a fixed zone is.
  expect(daysOf(hopped)).toBeLessThanOrEqual(31)
})
