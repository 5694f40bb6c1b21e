import { useEffect, useState } from 'react'
import { startOfDay } from '../wording/formats.ts'

const DAY_MS = 86_400_000

/** The start of this device's day, in milliseconds; renders again at midnight and after a sleep. */
export function useToday(): number {
  const [todayMs, setTodayMs] = useState(() => startOfDay(Date.now()))
  useEffect(() => {
    const look = () => setTodayMs(startOfDay(Date.now()))
    // A tenth more than a day, so that one of 25 hours ends where it ends.
    const timer = setTimeout(look, startOfDay(todayMs + DAY_MS * 1.1) - Date.now() + 50)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [todayMs])
  return todayMs
}
