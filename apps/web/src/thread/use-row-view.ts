import { useCallback, useRef, useState } from 'react'
import { WINDOW_STEP_PX } from './row-window.ts'
import { FOLLOW_PX } from './use-anchored-scroll.ts'

/**
 * What part of a list is looked at: how far from its end, in steps, whether it follows what is added there, and whether
 * it rests at the very end.
 */
export type RowView = { stepPx: number; isFollowing: boolean; isResting: boolean }

/** What rounding may leave between a list and its end. */
const REST_PX = 1

/** The window's step for a distance. It stays a little past both edges, so that a hair's breadth never swings it. */
function stepFor(distancePx: number, beforePx: number): number {
  const slackPx = WINDOW_STEP_PX / 2
  if (distancePx >= beforePx - slackPx && distancePx < beforePx + WINDOW_STEP_PX + slackPx) return beforePx
  return Math.max(0, Math.floor(distancePx / WINDOW_STEP_PX)) * WINDOW_STEP_PX
}

/** Draws again only when the view is another: React would draw a list once more to see that an equal state is equal. */
export function useRowView(startPx: number) {
  const [view, setView] = useState<RowView>(() => ({
    stepPx: stepFor(startPx, 0),
    isFollowing: startPx <= FOLLOW_PX,
    isResting: false,
  }))
  const latest = useRef(view)

  const change = useCallback((next: RowView) => {
    const { stepPx, isFollowing, isResting } = latest.current
    if (next.stepPx === stepPx && next.isFollowing === isFollowing && next.isResting === isResting) return
    latest.current = next
    setView(next)
  }, [])
  const lookFrom = useCallback(
    (distancePx: number) => {
      const { stepPx, isFollowing } = latest.current
      change({ stepPx: stepFor(distancePx, stepPx), isFollowing, isResting: distancePx <= REST_PX })
    },
    [change],
  )
  const scrollTo = useCallback(
    (distancePx: number, isAtEnd: boolean) => {
      const { stepPx, isFollowing } = latest.current
      change({
        stepPx: stepFor(distancePx, stepPx),
        // Who scrolls to the end of a part has not come to the end: what follows there is still to be read.
        isFollowing: distancePx <= FOLLOW_PX && (isAtEnd || isFollowing),
        isResting: distancePx <= REST_PX,
      })
    },
    [change],
  )
  /** Draws as much as where nothing rests, until the next look. */
  const widen = useCallback(() => change({ ...latest.current, isResting: false }), [change])
  return { view, lookFrom, scrollTo, widen }
}
