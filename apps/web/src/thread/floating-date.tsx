import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { joinClasses } from '../design/join-classes.ts'
import { startOfDay } from '../wording/formats.ts'
import { useFormats } from '../wording/use-words.ts'
import type { Row, RowMessage } from './build-rows.ts'
import { FOLLOW_PX, type Place } from './use-anchored-scroll.ts'

const SHOWN_MS = 1_200

export type FloatingDateProps = {
  scroller: RefObject<HTMLElement | null>
  place: RefObject<Place>
  rows: readonly Row<RowMessage>[]
  todayMs: number
}

/** While somebody scrolls through the past: the day of the highest message in sight. Decoration for eyes. */
export function FloatingDate({ scroller, place, rows, todayMs }: FloatingDateProps) {
  const formats = useFormats()
  const [dayMs, setDayMs] = useState<number | null>(null)
  const [isShown, setIsShown] = useState(false)

  const look = useEffectEvent(() => {
    const highest = place.current.anchors[0]?.key
    const row = rows.findLast(({ key }) => key === highest)
    if (row?.kind === 'day') setDayMs(row.dayMs)
    if (row?.kind === 'message') setDayMs(startOfDay(Date.parse(row.message.createdAt)))
    setIsShown(place.current.distancePx > FOLLOW_PX)
  })

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      look()
      clearTimeout(timer)
      timer = setTimeout(() => setIsShown(false), SHOWN_MS)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      element.removeEventListener('scroll', onScroll)
      clearTimeout(timer)
    }
  }, [scroller])

  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-3 flex justify-center">
      {dayMs !== null && (
        <span
          className={joinClasses(
            'rounded-full border border-line bg-card px-3 py-1 font-display text-ink-soft text-sm shadow-card transition-opacity',
            isShown ? 'opacity-100' : 'opacity-0',
          )}
        >
          {formats.dayName(dayMs, todayMs)}
        </span>
      )}
    </div>
  )
}
