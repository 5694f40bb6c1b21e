import type { Instant } from '@pennypost/domain'
import { createStore, type Store } from './store.ts'

/** The device's clock, in milliseconds since 1970; tests hand in another. */
export type DeviceClock = { now(): number }

/** The server's time on a device whose own clock may be wrong. */
export type ServerClock = {
  nowMs(): number
  /** Learns from a page's `now`, which has just arrived. */
  observe(now: Instant): void
  /** Learns from the stamp of something that has just happened: it cannot be later than that. */
  observeNotBefore(instant: Instant): void
  /** How far the server is ahead, in milliseconds; changes only when it is noticeably different. */
  offsetMs: Store<number>
}

const SAMPLES = 8
const STEP_MS = 2_000
const NOTICEABLE_MS = 50

/**
 * Every sample is late by the time it travelled, so the largest of the last few is the nearest to the truth;
 * one that is far from them says that a clock was set.
 */
export function createServerClock(device: DeviceClock = Date, initialOffsetMs = 0): ServerClock {
  const offsetMs = createStore(initialOffsetMs)
  let samples: number[] = []
  return {
    nowMs: () => device.now() + offsetMs.get(),
    observe: (now) => {
      const sample = Date.parse(now) - device.now()
      const isStep = samples.length > 0 && Math.abs(sample - Math.max(...samples)) > STEP_MS
      samples = isStep ? [sample] : [...samples, sample].slice(-SAMPLES)
      const best = Math.max(...samples)
      if (Math.abs(best - offsetMs.get()) >= NOTICEABLE_MS) offsetMs.set(best)
    },
    observeNotBefore: (instant) => {
      const offset = Date.parse(instant) - device.now()
      if (offset > offsetMs.get() + NOTICEABLE_MS) offsetMs.set(offset)
    },
    offsetMs,
  }
}
