/** A value for people: fields beside their names, lists of records as tables. */
export function toReadable(value: unknown): string {
  if (!isRecord(value)) return `${toCell(value)}\n`
  const fields = Object.entries(value).filter(([, field]) => !isTable(field))
  const tables = Object.entries(value).flatMap(([name, field]) =>
    isTable(field) && field.length > 0 ? [{ name, rows: field }] : [],
  )
  const single = fields.length === 0 && tables.length === 1
  const blocks = [
    ...(fields.length > 0 ? [align(flatten(Object.fromEntries(fields)))] : []),
    ...tables.map(({ name, rows }) => `${single ? '' : `${name}\n`}${toTable(rows)}`),
  ]
  return blocks.length === 0 ? 'none\n' : blocks.join('\n')
}

type Row = Record<string, unknown>

function toTable(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return align([columns, ...rows.map((row) => columns.map((column) => toCell(row[column])))])
}

/** Nested fields become lines of their own, under their path. */
function flatten(record: Row, path = ''): string[][] {
  return Object.entries(record).flatMap(([name, value]) =>
    isRecord(value) ? flatten(value, `${path}${name}.`) : [[`${path}${name}`, toCell(value)]],
  )
}

function align(lines: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const line of lines)
    for (const [column, cell] of line.entries())
      widths[column] = Math.max(widths[column] ?? 0, characters(cell))
  return lines
    .map((line) => {
      const padded = line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - characters(cell)))
      return `${padded.join('  ').trimEnd()}\n`
    })
    .join('')
}

function characters(text: string): number {
  return [...text].length
}

/** What people wrote may hold characters that steer a terminal. */
export function toCell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTable(value: unknown): value is Row[] {
  return Array.isArray(value) && value.every(isRecord)
}
