import { expect, test } from 'vitest'
import { accountOn, chooseTimeZone, openAccount } from './account.ts'
import { createCalendar, dateAfter } from './calendar.ts'

const calendar = createCalendar()
const HOUR_MS = 3_600_000
const at = (instant: string) => Date.parse(instant)
const alice = { userId: 'alice', role: 'member', openingPricePoints: 0 } as const

test.for([
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00Z', 23],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00Z', 25],
  ['America/Havana', '2026-03-08', '2026-03-08T05:00Z', 23],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00Z', 25],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z', 23],
  ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30Z', 23.5],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00Z', 24],
] as const)('the day of %s on %s begins at %s and has %d hours', ([timeZone, date, begins, hours]) => {
  const start = calendar.startOf(timeZone, date)
  expect(start).toBe(at(begins))
  expect(calendar.dateOf(timeZone, start)).toBe(date)
  expect(calendar.dateOf(timeZone, start - 1)).toBe(dateAfter(date, -1))
  expect(calendar.startOf(timeZone, dateAfter(date, 1)) - start).toBe(hours * HOUR_MS)
})

test.for([
  // Midnight in Berlin is 23 hours after midnight in UTC: just enough.
  ['Europe/Berlin', '2026-01-05', '2026-01-05T23:00Z'],
  // In summer it is 22 hours, so the first day goes on to the next.
  ['Europe/Berlin', '2026-07-06', '2026-07-07T22:00Z'],
  ['America/New_York', '2026-01-05', '2026-01-06T05:00Z'],
] as const)('a first day in %s that begins when %s does in UTC ends at %s', ([timeZone, day, ends]) => {
  const noonBefore = at(`${dateAfter(day, -1)}T12:00Z`)
  const account = chooseTimeZone(calendar, openAccount(calendar, alice, noonBefore), timeZone, noonBefore)
  expect(account).toMatchObject({ timeZone: 'UTC', nextTimeZone: timeZone, dayEndsAtMs: at(`${day}T00:00Z`) })
  const first = accountOn(calendar, account, account.dayEndsAtMs)
  expect(first).toMatchObject({ timeZone, nextTimeZone: null, usedToday: 0, dayEndsAtMs: at(ends) })
})

test('the zone in force chosen again takes the choice back', () => {
  const now = at('2026-01-05T12:00Z')
  const chosen = chooseTimeZone(calendar, openAccount(calendar, alice, now), 'Europe/Berlin', now)
  expect(chooseTimeZone(calendar, chosen, 'UTC', now)).toEqual(openAccount(calendar, alice, now))
})
