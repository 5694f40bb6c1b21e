import { type Result, round3 } from './measure-row.ts'

/** The table of ratios, and below it what else was seen. */
export function printTable(results: readonly Result[]): string {
  const head = ['id', 'ratio', 'middle half', 'goal', 'stretch', 'verdict']
  const lines = results.map((result) => {
    const { row, ratio, quartiles } = result
    const sign = row.better === 'more' ? '≥' : '≤'
    return [
      row.id,
      round3(ratio),
      quartiles.map(round3).join('–'),
      `${sign} ${row.goal}`,
      `${sign} ${row.stretch}`,
      verdictOf(result),
    ]
  })
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  )
  const draw = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const notes = results.map(({ row, details }) => {
    const figures = [...details].map(([name, value]) => `${name} ${round3(value)}`)
    return `${row.id}: ${row.measure}\n    ${figures.join(' · ')}`
  })
  return [draw(head), ...lines.map(draw), '', ...notes].join('\n')
}

function verdictOf(result: Result): string {
  if (result.void !== null) return `void: ${result.void}`
  if (result.met === null) return 'no verdict: the ratios scatter'
  if (result.isStretchMet) return 'stretch met'
  return result.met ? 'met' : 'MISSED'
}

/** What `--json` prints. */
export function toJson(results: readonly Result[]): string {
  const rows = results.map(({ row, ratio, met }) => ({
    id: row.id,
    measure: row.measure,
    ratio: Number.isNaN(ratio) ? null : ratio,
    goal: row.goal,
    stretch: row.stretch,
    met,
  }))
  return JSON.stringify({ rows })
}
