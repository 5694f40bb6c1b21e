import type { ServerClock } from './server-clock.ts'

/** The one timer of a client: it runs only while something is due, and at most about once a second. */
export type Ticker = {
  /** Calls `wake` once the server's clock has reached `instantMs`. @returns what cancels it */
  at(instantMs: number, wake: () => void): () => void
  stop(): void
}

type Alarm = { instantMs: number; wake: () => void }

/** Between two wake-ups; under a second, so that what falls due just after one is not a second late. */
const SPACING_MS = 900
/** Timers do not count while a device sleeps, and take no more than 2^31 ms. */
const LONGEST_MS = 3_600_000

export function createTicker(clock: ServerClock): Ticker {
  const alarms = new Set<Alarm>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastWakeMs = Number.NEGATIVE_INFINITY

  function arm(): void {
    clearTimeout(timer)
    timer = undefined
    let firstMs = Number.POSITIVE_INFINITY
    for (const { instantMs } of alarms) firstMs = Math.min(firstMs, instantMs)
    if (firstMs === Number.POSITIVE_INFINITY) return
    const nowMs = clock.nowMs()
    // A clock that was set back must not hold the next wake-up off.
    const earliestMs = lastWakeMs > nowMs ? nowMs : lastWakeMs + SPACING_MS
    const delayMs = Math.max(firstMs, earliestMs) - nowMs
    timer = setTimeout(ring, Math.min(Math.max(0, Math.ceil(delayMs)), LONGEST_MS))
  }

  function ring(): void {
    const nowMs = clock.nowMs()
    const due = [...alarms].filter(({ instantMs }) => instantMs <= nowMs)
    if (due.length > 0) lastWakeMs = nowMs
    for (const alarm of due) alarms.delete(alarm)
    for (const { wake } of due) wake()
    arm()
  }

  const unsubscribe = clock.offsetMs.subscribe(arm)
  const stopWatching = onPageWake(arm)
  return {
    at: (instantMs, wake) => {
      const alarm = { instantMs, wake }
      alarms.add(alarm)
      arm()
      return () => {
        if (alarms.delete(alarm)) arm()
      }
    },
    stop: () => {
      clearTimeout(timer)
      alarms.clear()
      unsubscribe()
      stopWatching()
    },
  }
}

/** A device that slept tells only that its page is seen again. */
function onPageWake(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => undefined
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
