import type { Instant } from '@pennypost/domain'
import { createStore, type Store } from './store.ts'

/** The device's clock, in milliseconds since 1970; tests hand in another. */
export type DeviceClock = { now(): number }

/** The server's time on a device whose own clock may be wrong. */
export type ServerClock = {
  nowMs(): number
  /** Learns from a page's `now`, which has just arrived. */
  observe(now: Instant): void
  /** Before a page is asked for. @returns what learns from its `now` once it has come */
  ask(): (now: Instant) => void
  /** Learns from the stamp of something that has just happened: it cannot be later than that. */
  observeNotBefore(instant: Instant): void
  /** How far the server is ahead, in milliseconds; changes only when it is noticeably different. */
  offsetMs: Store<number>
}

const SAMPLES = 8
const STEP_MS = 2_000
const ALIKE_MS = 500
const PROMPT_MS = 1_000
/** Longer than a socket may be silent, so that what one stall held up does not come this far apart. */
const APART_MS = 25_000
const NOTICEABLE_MS = 50

/**
 * Every sample is late by the time it travelled, so the largest of the last few is the nearest to the truth. One far
 * above them says that a clock was set. One far below them may only be late: it is believed where it was asked for just now,
 * and else once another, which cannot have been held up together with it, says the same.
 */
export function createServerClock(device: DeviceClock = Date, initialOffsetMs = 0): ServerClock {
  const offsetMs = createStore(initialOffsetMs)
  let samples: number[] = []
  let doubted: { sample: number; arrivedMs: number } | null = null

  function observe(now: Instant, askedMs = Number.NEGATIVE_INFINITY): void {
    const arrivedMs = device.now()
    const isPrompt = askedMs <= arrivedMs && arrivedMs - askedMs <= PROMPT_MS
    let sample = Date.parse(now) - arrivedMs
    const gap = sample - Math.max(...samples)
    if (gap < -STEP_MS) {
      // From when it was asked for: so the clock is never behind.
      if (isPrompt) sample = Date.parse(now) - askedMs
      else {
        if (doubted === null || Math.abs(sample - doubted.sample) > ALIKE_MS) doubted = { sample, arrivedMs }
        if (arrivedMs - doubted.arrivedMs < APART_MS) return
      }
    }
    doubted = null
    samples = Math.abs(gap) > STEP_MS ? [sample] : [...samples, sample].slice(-SAMPLES)
    const best = Math.max(...samples)
    if (Math.abs(best - offsetMs.get()) >= NOTICEABLE_MS) offsetMs.set(best)
  }

  return {
    nowMs: () => device.now() + offsetMs.get(),
    observe,
    ask: () => {
      const askedMs = device.now()
      return (now) => observe(now, askedMs)
    },
    observeNotBefore: (instant) => {
      const offset = Date.parse(instant) - device.now()
      if (offset > offsetMs.get() + NOTICEABLE_MS) offsetMs.set(offset)
    },
    offsetMs,
  }
}
