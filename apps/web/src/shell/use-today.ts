import { useMessaging } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { startOfDay } from '../wording/formats.ts'

const DAY_MS = 86_400_000

/** The start of this day by the server's clock, in milliseconds; renders again at midnight and after a sleep. */
export function useToday(): number {
  const { clock, ticker } = useMessaging().client
  const [todayMs, setTodayMs] = useState(() => startOfDay(clock.nowMs()))

  useEffect(() => {
    const look = () => setTodayMs(startOfDay(clock.nowMs()))
    // A tenth more than a day, so that one of 25 hours ends where it ends.
    const cancel = ticker.at(startOfDay(todayMs + DAY_MS * 1.1), look)
    const unsubscribe = clock.offsetMs.subscribe(look)
    return () => {
      cancel()
      unsubscribe()
    }
  }, [todayMs, clock, ticker])
  return todayMs
}
