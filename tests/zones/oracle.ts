import { Temporal } from 'temporal-polyfill'

/** A zone's clock at an instant, by Temporal: nothing of ours, and of Postgres's nothing either. */
export type LocalTime = {
  /** What the clock on the wall shows: `2026-10-25 00:59:58`. */
  wall: string
  day: string
  /** The first instant of this local date. */
  startedAtMs: number
  /** The first instant of the next local date. */
  resetsAtMs: number
}

export function localTime(timeZone: string, atMs: number): LocalTime {
  const here = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)
  const today = here.toPlainDate()
  return {
    wall: here.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' '),
    day: today.toString(),
    startedAtMs: today.toZonedDateTime(timeZone).epochMilliseconds,
    resetsAtMs: today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
  }
}

/** The instants at which a zone's clock jumps, from the beginning of one year to the end of another. */
export function transitionsOf(timeZone: string, fromYear: number, toYear: number): number[] {
  const transitions: number[] = []
  const end = Date.UTC(toYear + 1, 0)
  let here = Temporal.Instant.fromEpochMilliseconds(Date.UTC(fromYear, 0)).toZonedDateTimeISO(timeZone)
  for (;;) {
    const next = here.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds >= end) return transitions
    transitions.push(next.epochMilliseconds)
    here = next
  }
}
