/** Local dates (`2026-11-22`) of IANA zones, and when they begin, in milliseconds since 1970. */
export type Calendar = {
  dateOf(timeZone: string, atMs: number): string
  /** The first instant of a local date, also where its midnight is skipped or comes twice. */
  startOf(timeZone: string, date: string): number
}

/** No zone's clock is further from UTC, and none jumps further. */
const FURTHEST_MS = 16 * 3_600_000
const DAY_MS = 24 * 3_600_000

/** A calendar by the runtime's own zone data. It remembers what it has looked up, so keep one and pass it on. */
export function createCalendar(): Calendar {
  const formats = new Map<string, Intl.DateTimeFormat>()
  const starts = new Map<string, number>()

  const formatOf = (timeZone: string) => {
    const known = formats.get(timeZone)
    if (known !== undefined) return known
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timeZone, made)
    return made
  }

  const dateOf = (timeZone: string, atMs: number) => {
    const parts = new Map(
      formatOf(timeZone)
        .formatToParts(atMs)
        .map(({ type, value }) => [type, value]),
    )
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  }

  /** Dates only grow, so the first instant of one is found by halving. */
  const findStart = (timeZone: string, date: string) => {
    let before = Date.parse(`${date}T00:00Z`) - FURTHEST_MS
    let within = before + 2 * FURTHEST_MS
    while (within - before > 1) {
      const middle = Math.floor((before + within) / 2)
      if (dateOf(timeZone, middle) < date) before = middle
      else within = middle
    }
    return within
  }

  return {
    dateOf,
    startOf(timeZone, date) {
      const key = `${timeZone} ${date}`
      const start = starts.get(key) ?? findStart(timeZone, date)
      starts.set(key, start)
      return start
    },
  }
}

/** The date `days` after another, by the calendar on the wall. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
