import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRowHeights } from './row-heights.ts'
import { distanceOfPlace, distanceOfRow, rowWindow } from './row-window.ts'
import { FOLLOW_PX, useAnchoredScroll } from './use-anchored-scroll.ts'
import type { SavedPlace } from './use-places.ts'
import { useRowView } from './use-row-view.ts'

type RowListOptions = {
  /** Of all rows, first to last, each unique. */
  keys: readonly string[]
  /** The last row's key where it is one's own new message, which is always revealed. */
  ownLastKey: string | null
  initialPlace: SavedPlace | null
  /** Whether the last row is the last there is; only then the list follows what is added. */
  isAtEnd: boolean
}

/**
 * A list that draws only what can be seen and never jumps.
 */
export function useRowList({ keys, ownLastKey, initialPlace, isAtEnd }: RowListOptions) {
  const scroller = useRef<HTMLDivElement>(null)
  const elements = useRef(new Map<string, HTMLElement>())
  const [heights] = useState(() => initialPlace?.heights ?? createRowHeights())
  const [startPx] = useState(() => (initialPlace ? distanceOfPlace(keys, heights, initialPlace) : 0))
  const { view, lookFrom, scrollTo, widen } = useRowView(startPx)
  const [viewportPx, setViewportPx] = useState(0)
  const { isFollowing } = view
  const { place, remember, settle, restore } = useAnchoredScroll(scroller, elements, isAtEnd)

  // Rows that were added below push the end away: the same rows stay drawn, at their new distance from it.
  const lastKey = keys.at(-1)
  const followed = useRef(lastKey)
  const followsEnd = isFollowing && isAtEnd
  const isResting = view.isResting && followsEnd
  const addedPx = followsEnd ? 0 : distanceOfRow(keys, heights, followed.current ?? '')
  const stepPx = view.stepPx + addedPx

  const onScroll = useCallback(() => {
    remember()
    scrollTo(place.current.distancePx, isAtEnd)
  }, [place, remember, scrollTo, isAtEnd])

  const [observer] = useState(
    () =>
      new ResizeObserver((entries) => {
        for (const { target, borderBoxSize } of entries) {
          const key = target instanceof HTMLElement ? target.dataset.rowKey : undefined
          const height = borderBoxSize[0]?.blockSize
          if (key !== undefined && height !== undefined && target.isConnected) heights.measure(key, height)
        }
        settle(false)
      }),
  )

  const rowRef = useCallback(
    (element: HTMLElement | null) => {
      const key = element?.dataset.rowKey
      if (element === null || key === undefined) return
      elements.current.set(key, element)
      observer.observe(element)
      return () => {
        if (elements.current.get(key) === element) elements.current.delete(key)
        // A row that goes must not take the keyboard out of the list with it.
        if (element.contains(document.activeElement)) scroller.current?.focus({ preventScroll: true })
        observer.unobserve(element)
      }
    },
    [observer],
  )

  const toEnd = useCallback(() => {
    if (scroller.current === null) return
    scroller.current.scrollTop = 0
    remember()
    // Also where the list has just become whole, which what was drawn before does not know.
    scrollTo(0, true)
  }, [remember, scrollTo])

  /** Brings a row into view, a third of the way down, wherever it is in the list. */
  const reveal = useCallback(
    (key: string) => {
      const element = scroller.current
      if (element === null) return
      const distancePx = Math.max(0, distanceOfRow(keys, heights, key) - (element.clientHeight * 2) / 3)
      // There already, or the layout would call the rows of the old place back.
      element.scrollTop = -distancePx
      remember()
      flushSync(() => lookFrom(distancePx))
      elements.current.get(key)?.scrollIntoView({ block: 'center' })
      onScroll()
    },
    [keys, heights, remember, lookFrom, onScroll],
  )

  /** Gives a row the keyboard, wherever it is in the list. */
  const focusRow = useCallback(
    (key: string): HTMLElement | null => {
      if (!elements.current.has(key)) reveal(key)
      const row = elements.current.get(key) ?? null
      row?.focus()
      return row
    },
    [reveal],
  )

  useLayoutEffect(() => {
    if (initialPlace !== null) restore({ distancePx: startPx, anchors: initialPlace.anchors })
    const element = scroller.current
    if (element === null) return
    element.tabIndex = -1
    let { clientWidth, clientHeight } = element
    const sized = new ResizeObserver(() => {
      if (element.clientWidth === clientWidth && element.clientHeight === clientHeight) return
      if (element.clientWidth !== clientWidth) heights.keepOnly(elements.current)
      clientWidth = element.clientWidth
      clientHeight = element.clientHeight
      // Before it is painted: what rests has few rows in store, and they may be lower now.
      flushSync(() => {
        setViewportPx(clientHeight)
        widen()
      })
    })
    sized.observe(element)
    setViewportPx(element.clientHeight)
    return () => sized.disconnect()
  }, [heights, initialPlace, startPx, restore, widen])

  useLayoutEffect(() => {
    const grew = lastKey !== followed.current
    followed.current = lastKey
    const isNear = followsEnd && place.current.distancePx <= FOLLOW_PX
    if (grew && isAtEnd && (isNear || lastKey === ownLastKey)) toEnd()
    else {
      // Measured here already: a window counted with guesses would swing back and forth with what it shows.
      for (const [key, row] of elements.current) heights.measure(key, row.getBoundingClientRect().height)
      lookFrom(settle(grew && !followsEnd))
    }
  })

  const rows = useMemo(
    () => rowWindow(keys, heights, { distancePx: stepPx, viewportPx: viewportPx || 800, isResting }),
    [keys, heights, stepPx, viewportPx, isResting],
  )
  return { scroller, onScroll, rowRef, rows, isFollowing, toEnd, reveal, focusRow, place, heights }
}
