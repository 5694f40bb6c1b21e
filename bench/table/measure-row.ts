import { VoidRun } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { judge, quantile, type Verdict } from './judge.ts'
import type { Measured, Row } from './row.ts'

export type Result = Verdict & {
  row: Row
  /** What ours and the limit measured, the medians of all pairs, by name. */
  details: Map<string, number>
  /** Why there is no figure. */
  void: string | null
}

/** Takes a row's pairs, in turns ours first and the limit first. */
export async function measureRow(
  bench: Bench,
  row: Row,
  pairs: number,
  say: (line: string) => void,
): Promise<Result> {
  say(`${row.id}: ${row.measure}`)
  const pair = await row.open(bench)
  const ratios: number[] = []
  const seen = new Map<string, number[]>()
  const keep = (side: string, { figure, details = {} }: Measured) => {
    for (const [name, value] of Object.entries({ figure, ...details })) {
      const key = `${side} ${name}`
      seen.set(key, [...(seen.get(key) ?? []), value])
    }
  }
  try {
    // The first pair warms both up and does not count.
    for (let round = 0; round <= pairs; round += 1) {
      const isOursFirst = round % 2 === 0
      const early = await (isOursFirst ? pair.ours() : pair.limit())
      const late = await (isOursFirst ? pair.limit() : pair.ours())
      const [ours, limit] = isOursFirst ? [early, late] : [late, early]
      const ratio = ours.figure / limit.figure
      say(
        `  ${round === 0 ? 'warm-up' : `${round}/${pairs}`}: ${round3(ours.figure)} ÷ ${round3(limit.figure)} = ${round3(ratio)}`,
      )
      if (round === 0) continue
      ratios.push(ratio)
      keep('ours', ours)
      keep('limit', limit)
    }
  } catch (error) {
    if (!(error instanceof VoidRun)) throw error
    say(`  void: ${error.message}`)
    const nothing: Verdict = {
      ratio: Number.NaN,
      quartiles: [Number.NaN, Number.NaN],
      met: false,
      isStretchMet: false,
    }
    return { ...nothing, row, details: new Map(), void: error.message }
  } finally {
    await pair.close()
  }
  const medians = [...seen].map(
    ([name, values]) =>
      [
        name,
        quantile(
          values.toSorted((a, b) => a - b),
          0.5,
        ),
      ] as const,
  )
  return { ...judge(row, ratios), row, details: new Map(medians), void: null }
}

/** Three digits that tell something. */
export function round3(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–'
}
