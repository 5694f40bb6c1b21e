import { invalidInput } from '@pennypost/domain'

/** A place in a list as an opaque string: JSON in base64url. */
export function writeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws INVALID_INPUT for a string that `writeCursor` did not make for this list */
export function readCursor<Place>(cursor: string, isPlace: (value: unknown) => value is Place): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (isPlace(value)) return value
  } catch {
    // Not JSON: the same refusal.
  }
  throw invalidInput('cursor', 'must be the nextCursor of the page before')
}

/** The first `limit` rows of one more than were asked for, and the cursor behind them. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (row: Row) => readonly (string | number)[],
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null,
  }
}

/** A place that is one whole number, which the database can hold in whichever column it counts. */
export function isNumberPlace(value: unknown): value is [number] {
  return Array.isArray(value) && value.length === 1 && isCount(value[0])
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31
}

/** Whether a text is an instant just as this server writes them; other notations are none of its cursors. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{3}-.{19}$/.test(value) && writesItself(value)
}

function writesItself(instant: string): boolean {
  const ms = Date.parse(instant)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === instant
}
