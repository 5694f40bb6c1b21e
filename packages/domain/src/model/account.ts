import { POLICY, type Role } from '../policy.ts'
import { nextCharge, type Purse } from '../price.ts'
import type { Quota, WalletEntry } from '../values.ts'
import { type Calendar, dateAfter } from './calendar.ts'

/** A person as the rules see them: the day that is under way, the allowance and the wallet. */
export type Account = {
  userId: string
  role: Role
  openingPricePoints: number
  day: string
  dayEndsAtMs: number
  timeZone: string
  /** Chosen, and in force from the next reset on. */
  nextTimeZone: string | null
  usedToday: number
  /** An operator's own figures for this person; null: the server's. */
  dailyFreeLimit: number | null
  pointsPerMessage: number | null
  balance: number
  /** Oldest first; their ids count from 1. */
  entries: readonly WalletEntry[]
}

/** The server's figures for people who have none of their own. */
export type Figures = { dailyFreeLimit: number; pointsPerMessage: number }

const FIRST_DAY_MS = POLICY.firstDayInZoneMinHours * 3_600_000

/** Somebody new: no points, nothing used, in UTC. */
export function openAccount(
  calendar: Calendar,
  person: Pick<Account, 'userId' | 'role' | 'openingPricePoints'>,
  nowMs: number,
): Account {
  const day = calendar.dateOf('UTC', nowMs)
  return {
    ...person,
    day,
    dayEndsAtMs: calendar.startOf('UTC', dateAfter(day, 1)),
    timeZone: 'UTC',
    nextTimeZone: null,
    usedToday: 0,
    dailyFreeLimit: null,
    pointsPerMessage: null,
    balance: 0,
    entries: [],
  }
}

/** The account with the day that is under way. Nothing resets a day: one that is over counts as unused. */
export function accountOn(calendar: Calendar, account: Account, nowMs: number): Account {
  if (nowMs < account.dayEndsAtMs) return account
  const { nextTimeZone } = account
  const timeZone = nextTimeZone ?? account.timeZone
  const rested = { ...account, usedToday: 0, timeZone, nextTimeZone: null }
  if (nextTimeZone !== null) {
    const first = firstDayIn(calendar, timeZone, account.dayEndsAtMs)
    if (nowMs < first.dayEndsAtMs) return { ...rested, ...first }
  }
  const day = calendar.dateOf(timeZone, nowMs)
  return { ...rested, day, dayEndsAtMs: calendar.startOf(timeZone, dateAfter(day, 1)) }
}

/** From the reset to the first local midnight at least 23 hours away; it bears the date it ends on. */
function firstDayIn(calendar: Calendar, timeZone: string, fromMs: number) {
  const earliestMs = fromMs + FIRST_DAY_MS
  const last = calendar.dateOf(timeZone, earliestMs)
  if (calendar.startOf(timeZone, last) === earliestMs)
    return { day: dateAfter(last, -1), dayEndsAtMs: earliestMs }
  return { day: last, dayEndsAtMs: calendar.startOf(timeZone, dateAfter(last, 1)) }
}

/** Chooses a zone for the next reset; the one in force chosen again takes the choice back. */
export function chooseTimeZone(
  calendar: Calendar,
  account: Account,
  timeZone: string,
  nowMs: number,
): Account {
  const today = accountOn(calendar, account, nowMs)
  return { ...today, nextTimeZone: timeZone === today.timeZone ? null : timeZone }
}

/** What decides the price of the account's next message, on the day that is under way. */
export function purseOf(account: Account, figures: Figures): Purse {
  return {
    usedToday: account.usedToday,
    dailyFreeLimit: account.dailyFreeLimit ?? figures.dailyFreeLimit,
    pointsPerMessage: account.pointsPerMessage ?? figures.pointsPerMessage,
    balance: account.balance,
  }
}

/** What `quota.status` answers. */
export function quotaOn(calendar: Calendar, account: Account, figures: Figures, nowMs: number): Quota {
  const today = accountOn(calendar, account, nowMs)
  const purse = purseOf(today, figures)
  return {
    ...purse,
    remainingFree: Math.max(0, purse.dailyFreeLimit - purse.usedToday),
    next: nextCharge(purse),
    day: today.day,
    timeZone: today.timeZone,
    resetsAt: new Date(today.dayEndsAtMs).toISOString(),
  }
}
