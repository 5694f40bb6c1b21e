import fc from 'fast-check'

type Granted = { person: number; points: number; reason: string }

/** People by their place; messages and conversations by how many came before, modulo how many there are. */
export type Command =
  | { do: 'send'; sender: number; conversation: number; text: string; lifetime?: number | null; max?: number }
  | { do: 'burst'; sender: number; conversation: number; count: number }
  | { do: 'retry'; message: number; by: 'sender' | 'other'; content: 'same' | 'other' }
  | { do: 'grant'; person: number; points: number; key?: string; again?: Partial<Granted> }
  | { do: 'advance'; hours: number }
  | { do: 'toMidnight'; person: number; offMs: number }
  | { do: 'toExpiry'; message: number; offMs: number }
  | { do: 'zone'; person: number; timeZone: string }
  | { do: 'hop'; person: number; timeZone: string; offMs: number }
  | { do: 'open'; creator: number; receiver: number; max?: number }
  | { do: 'expireAfter'; person: number; conversation: number; hours: number | null }
  | { do: 'signIn'; person: number }
  | { do: 'figures'; person: number; dailyFree: number; pointsEach: number }

/** Zones with the odd rules: quarter hours, changes at midnight, two hours at once, either side of the date line. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
]

const person = fc.nat(2)
const place = fc.nat(20)
const lifetime = fc.oneof(
  fc.constant(null),
  fc.constantFrom(1, 1.5, 24),
  fc.double({ min: 1, max: 60, noNaN: true }),
)
const max = fc.constantFrom(0, 9, 10, 11, 50)
const points = fc.constantFrom(1, 10, 10, 25)
const offMs = fc.constantFrom(-2_000, -1, 0, 1, 2_000)

function command<Name extends Command['do']>(name: Name) {
  return { do: fc.constant(name) }
}

const COMMAND: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        ...command('send'),
        sender: person,
        conversation: place,
        text: fc.constantFrom('a', 'b'),
        lifetime,
        max,
      },
      { requiredKeys: ['do', 'sender', 'conversation', 'text'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        ...command('burst'),
        sender: person,
        conversation: place,
        count: fc.integer({ min: 3, max: 7 }),
        lifetime,
      },
      { requiredKeys: ['do', 'sender', 'conversation', 'count'] },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...command('retry'),
      message: place,
      by: fc.constantFrom('sender' as const, 'sender' as const, 'other' as const),
      content: fc.constantFrom('same' as const, 'same' as const, 'other' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        ...command('grant'),
        person,
        points,
        key: fc.constantFrom('k1', 'k2'),
        again: fc.constantFrom({}, { points: 7 }, { reason: 'a prize' }, { person: 0 }),
      },
      { requiredKeys: ['do', 'person', 'points'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ...command('advance'), hours: fc.double({ min: 0.001, max: 80, noNaN: true }) }),
  },
  { weight: 4, arbitrary: fc.record({ ...command('toMidnight'), person, offMs }) },
  { weight: 2, arbitrary: fc.record({ ...command('toExpiry'), message: place, offMs }) },
  {
    weight: 5,
    arbitrary: fc.record({ ...command('hop'), person, timeZone: fc.constantFrom(...ZONES), offMs }),
  },
  { weight: 3, arbitrary: fc.record({ ...command('zone'), person, timeZone: fc.constantFrom(...ZONES) }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { ...command('open'), creator: person, receiver: person, max },
      { requiredKeys: ['do', 'creator', 'receiver'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...command('expireAfter'), person, conversation: place, hours: lifetime }),
  },
  { weight: 2, arbitrary: fc.record({ ...command('signIn'), person }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...command('figures'),
      person,
      dailyFree: fc.constantFrom(0, 1, 3, 7),
      pointsEach: fc.constantFrom(1, 10, 15),
    }),
  },
)

/** Within three days of a change of clocks somewhere (in Havana, the Azores and Cairo at midnight), or anywhere. */
const START_MS = fc.oneof(
  fc
    .integer({ min: Date.parse('2020-01-01T00:00Z') / 1000, max: Date.parse('2037-11-30T00:00Z') / 1000 })
    .map((seconds) => seconds * 1000),
  fc
    .tuple(
      fc.constantFrom(
        '2023-03-09',
        '2026-03-08',
        '2026-03-29',
        '2026-04-05',
        '2026-04-24',
        '2026-10-25',
        '2026-10-30',
        '2026-11-01',
      ),
      fc.integer({ min: 1, max: 72 }),
    )
    .map(([day, hoursBefore]) => Date.parse(`${day}T00:00Z`) - hoursBefore * 3_600_000),
)

/** A history: when it starts, what the third person's opening costs, what everybody has, and what happens. */
export const HISTORY = fc.record({
  startMs: START_MS,
  openingPrice: fc.constantFrom(0, 20),
  points: fc.constantFrom(0, 10, 25, 40),
  commands: fc.array(COMMAND, { minLength: 1, maxLength: 30 }),
})

export type History = typeof HISTORY extends fc.Arbitrary<infer Value> ? Value : never
