/** What a row is taken to measure before any has been seen, in pixels. */
export const FIRST_GUESS_PX = 60

/** The heights of rows that have been seen, and a guess for those that have not. */
export type RowHeights = {
  /** The height of a row, in pixels: as measured, else what rows measure on average. */
  of(key: string): number
  /** The height of a row that has been seen, in pixels; 0 for one that has not. */
  seenOf(key: string): number
  measure(key: string, heightPx: number): void
  /** Forgets all but these: at another width they are wrong. */
  keepOnly(keys: { has(key: string): boolean }): void
}

export function createRowHeights(): RowHeights {
  const measured = new Map<string, number>()
  let totalPx = 0

  const forget = (key: string) => {
    totalPx -= measured.get(key) ?? 0
    measured.delete(key)
  }
  return {
    of: (key) => measured.get(key) ?? (measured.size === 0 ? FIRST_GUESS_PX : totalPx / measured.size),
    seenOf: (key) => measured.get(key) ?? 0,
    measure: (key, heightPx) => {
      forget(key)
      measured.set(key, heightPx)
      totalPx += heightPx
    },
    keepOnly: (keys) => {
      for (const key of [...measured.keys()]) if (!keys.has(key)) forget(key)
    },
  }
}
