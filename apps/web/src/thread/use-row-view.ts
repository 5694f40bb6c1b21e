import { useCallback, useRef, useState } from 'react'
import { WINDOW_STEP_PX } from './row-window.ts'
import { FOLLOW_PX } from './use-anchored-scroll.ts'

/** What part of a list is looked at: how far from its end, in steps, and whether it follows what is added there. */
export type RowView = { stepPx: number; isFollowing: boolean }

/** The window's step for a distance. It stays a little past both edges, so that a hair's breadth never swings it. */
function stepFor(distancePx: number, beforePx: number): number {
  const slackPx = WINDOW_STEP_PX / 2
  if (distancePx >= beforePx - slackPx && distancePx < beforePx + WINDOW_STEP_PX + slackPx) return beforePx
  return Math.max(0, Math.floor(distancePx / WINDOW_STEP_PX)) * WINDOW_STEP_PX
}

/** Draws again only when the view is another: React would draw a list once more to see that an equal state is equal. */
export function useRowView(startPx: number) {
  const [view, setView] = useState<RowView>(() => ({ stepPx: stepFor(startPx, 0), isFollowing: true }))
  const latest = useRef(view)

  const change = useCallback((next: RowView) => {
    const { stepPx, isFollowing } = latest.current
    if (next.stepPx === stepPx && next.isFollowing === isFollowing) return
    latest.current = next
    setView(next)
  }, [])
  const lookFrom = useCallback(
    (distancePx: number) => change({ ...latest.current, stepPx: stepFor(distancePx, latest.current.stepPx) }),
    [change],
  )
  const scrollTo = useCallback(
    (distancePx: number) =>
      change({ stepPx: stepFor(distancePx, latest.current.stepPx), isFollowing: distancePx <= FOLLOW_PX }),
    [change],
  )
  return { view, lookFrom, scrollTo }
}
