import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'

/** Closer to the end than this, the list follows what is added to it. */
export const FOLLOW_PX = 80

type Anchor = { key: string; bottomPx: number }

/** Where a reader was: enough to put the same row in the same place again. */
export type Place = { distancePx: number; anchors: Anchor[] }

/**
 * Keeps what is being read where it is. The scroller hangs from its end (`column-reverse`), so rows
 * that come or change above move nothing; for those below, the drift of the messages in view is measured
 * after every layout and taken back before it is painted.
 */
export function useAnchoredScroll(
  scroller: RefObject<HTMLElement | null>,
  rows: RefObject<Map<string, HTMLElement>>,
  isAtEnd: boolean,
) {
  const place = useRef<Place & { scrollTop: number }>({ distancePx: 0, anchors: [], scrollTop: 0 })
  const endsHere = useRef(isAtEnd)
  useLayoutEffect(() => {
    endsHere.current = isAtEnd
  }, [isAtEnd])

  const remember = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const { scrollTop } = element
    // The very end holds by itself, and measuring rows is what a new message would wait for.
    if (endsHere.current && scrollTop > -1) {
      place.current = { distancePx: -scrollTop, anchors: [], scrollTop }
      return
    }
    const box = element.getBoundingClientRect()
    const anchors: Anchor[] = []
    for (const [key, row] of rows.current) {
      // What separates days stands further up once more of its day is there.
      if (row.dataset.messageId === undefined) continue
      const { top, bottom } = row.getBoundingClientRect()
      if (bottom > box.top && top < box.bottom) anchors.push({ key, bottomPx: bottom - box.bottom })
    }
    anchors.sort((a, b) => a.bottomPx - b.bottomPx)
    place.current = { distancePx: -scrollTop, anchors, scrollTop }
  }, [scroller, rows])

  /**
   * Takes back what the last layout moved. At the very end there is nothing to take back, unless it is no end.
   * @returns the distance to the end, in pixels
   */
  const settle = useCallback(
    (alsoAtEnd: boolean): number => {
      const element = scroller.current
      if (element === null) return 0
      const { anchors, scrollTop } = place.current
      if (alsoAtEnd || -element.scrollTop > 1) {
        const anchor = anchors.find(({ key }) => rows.current.has(key))
        const row = anchor && rows.current.get(anchor.key)
        if (anchor && row) {
          const bottomPx = row.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom
          const driftPx = bottomPx - anchor.bottomPx + (element.scrollTop - scrollTop)
          if (Math.abs(driftPx) >= 0.5) element.scrollTop += driftPx
        }
      }
      remember()
      return -element.scrollTop
    },
    [scroller, rows, remember],
  )

  const restore = useCallback(
    (saved: Place) => {
      const element = scroller.current
      if (element === null) return
      element.scrollTop = -saved.distancePx
      place.current = { ...saved, scrollTop: element.scrollTop }
    },
    [scroller],
  )

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    // A change of the window's or the composer's height keeps the end where it is by itself.
    const observer = new ResizeObserver(() => remember())
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, remember])

  return { place, remember, settle, restore }
}
