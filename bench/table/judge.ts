import type { Row } from './row.ts'

export type Verdict = {
  /** The median of the pairs' ratios. */
  ratio: number
  quartiles: [number, number]
  /** Null where the ratios scatter too much to say. */
  met: boolean | null
  isStretchMet: boolean
}

/** The middle half may be as wide as this part of the median. */
const WIDEST_MIDDLE = 1 / 3

/** Judges a row by its pairs' ratios. */
export function judge(
  { better, goal, stretch }: Pick<Row, 'better' | 'goal' | 'stretch'>,
  ratios: readonly number[],
): Verdict {
  const sorted = ratios.toSorted((a, b) => a - b)
  const ratio = quantile(sorted, 0.5)
  const quartiles: [number, number] = [quantile(sorted, 0.25), quantile(sorted, 0.75)]
  const reaches = (bar: number) => (better === 'more' ? ratio >= bar : ratio <= bar)
  const isClear = quartiles[1] - quartiles[0] <= ratio * WIDEST_MIDDLE
  return { ratio, quartiles, met: isClear ? reaches(goal) : null, isStretchMet: isClear && reaches(stretch) }
}

/** @param sorted from the least to the greatest; between two of them the line is straight */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
