import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'

/** A measured figure, as the table of `npm run scorecard` shows it. */
type Figures = Record<string, number | string>

/**
 * Tells `npm run scorecard` what was measured for an item; in `npm test` nobody listens.
 * @param item its number in the scorecard
 */
export function tellFigures(item: number, figures: Figures): void {
  const report = process.env.SCORECARD_REPORT
  if (report !== undefined) appendFileSync(report, `${JSON.stringify({ item, figures })}\n`)
}

/**
 * Holds a time, or what hangs on it, against its limit and tells it. Only tests that `npm test` leaves out call it:
 * a busy machine must not turn those red.
 */
export function expectWithin(item: number, name: string, measured: number, limit: number, unit = 'ms'): void {
  tellFigures(item, { [name]: `${round(measured)} ≤ ${limit} ${unit}` })
  expect(measured, `${name}, in ${unit}`).toBeLessThanOrEqual(limit)
}

/** The value that this share of the samples does not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

function round(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 1000) / 1000
}
