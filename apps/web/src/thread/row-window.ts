import type { RowHeights } from './row-heights.ts'
import type { Place } from './use-anchored-scroll.ts'

/** Rows are drawn this far beyond both edges of what is seen, in pixels. */
const OVERSCAN_PX = 500
/** Where the list rests at its end, rows are drawn only this far above what is seen: each new one moves them all. */
const RESTING_OVERSCAN_PX = 200
/** The window moves in steps, so that not every pixel of scrolling draws rows. */
export const WINDOW_STEP_PX = 250

export type RowWindow = {
  /** The rows `from` up to, not including, `to` are in the document. */
  from: number
  to: number
  /** What stands for the rows above: a guess, which moves nothing because the list hangs from its end. */
  spaceBeforePx: number
  /** What stands for the rows below: exact once they have been seen. */
  spaceAfterPx: number
}

/** What is looked at: its lower edge's distance from the list's end, its height, and whether it rests at the end. */
export type Sight = { distancePx: number; viewportPx: number; isResting: boolean }

/**
 * Which rows to draw, counted from the end of the list.
 * @param keys of all rows, first to last
 * @param heights of rows, measured or guessed
 */
export function rowWindow(
  keys: readonly string[],
  heights: Pick<RowHeights, 'of' | 'seenOf'>,
  { distancePx, viewportPx, isResting }: Sight,
): RowWindow {
  const heightOf = (index: number) => heights.of(keys[index] ?? '')
  let to = keys.length
  let spaceAfterPx = 0
  while (to > 1 && spaceAfterPx + heightOf(to - 1) <= distancePx - OVERSCAN_PX) {
    spaceAfterPx += heightOf(to - 1)
    to -= 1
  }
  let from = to
  let reachedPx = spaceAfterPx
  const neededPx = distancePx + WINDOW_STEP_PX + viewportPx + OVERSCAN_PX
  while (from > 0 && reachedPx < neededPx) {
    reachedPx += heightOf(from - 1)
    from -= 1
  }
  if (isResting) from = restingFrom(keys, heights, viewportPx, from)
  return { from, to, spaceBeforePx: from * heights.of(''), spaceAfterPx }
}

/** The first row to draw at rest. What has not been measured counts for nothing, so that rows never run short. */
function restingFrom(
  keys: readonly string[],
  heights: Pick<RowHeights, 'seenOf'>,
  viewportPx: number,
  least: number,
): number {
  let from = keys.length
  for (let seenPx = 0; from > least && seenPx < viewportPx + RESTING_OVERSCAN_PX; from -= 1)
    seenPx += heights.seenOf(keys[from - 1] ?? '')
  return from
}

/** How far the end of the list lies below the lower edge of a row, in pixels; 0 for a row that is not there. */
export function distanceOfRow(keys: readonly string[], heights: Pick<RowHeights, 'of'>, key: string): number {
  const at = keys.lastIndexOf(key)
  let distancePx = 0
  for (let index = keys.length - 1; at >= 0 && index > at; index -= 1)
    distancePx += heights.of(keys[index] ?? '')
  return distancePx
}

/** How far from the end of the list a place is now, in pixels: rows may have come or gone below it since it was left. */
export function distanceOfPlace(
  keys: readonly string[],
  heights: Pick<RowHeights, 'of'>,
  { distancePx, anchors }: Place,
): number {
  const anchor = anchors.find(({ key }) => keys.includes(key))
  return anchor === undefined
    ? distancePx
    : Math.max(0, distanceOfRow(keys, heights, anchor.key) + anchor.bottomPx)
}
