import type { Ticker } from '@pennypost/client'
import type { Message } from '@pennypost/domain'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useMessaging } from './messaging-context.ts'

export type Expiry =
  | { kind: 'never' }
  /** `label`: the time left in short ("3h", "59s"). `fraction`: of the lifetime that is left, 1 to 0. */
  | { kind: 'counting'; remainingMs: number; fraction: number; label: string; absolute: Date }
  | { kind: 'expired'; absolute: Date }

const UNITS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

/** How long a message has left by the server's clock; renders again only when the label changes. */
export function useExpiry({ createdAt, expiresAt }: Pick<Message, 'createdAt' | 'expiresAt'>): Expiry {
  const { client, locale } = useMessaging()
  const { clock, ticker } = client
  const expiresAtMs = expiresAt === null ? null : Date.parse(expiresAt)
  const subscribe = useCallback(
    (listener: () => void) => {
      if (expiresAtMs === null) return () => {}
      const stopTicks = tickWithLabel(expiresAtMs, clock.nowMs, ticker, listener)
      const stopClock = clock.offsetMs.subscribe(listener)
      return () => {
        stopTicks()
        stopClock()
      }
    },
    [clock, ticker, expiresAtMs],
  )
  const read = () => (expiresAtMs === null ? null : inWholeUnits(expiresAtMs - clock.nowMs()))
  const remainingMs = useSyncExternalStore(subscribe, read, read)
  return useMemo(() => {
    if (expiresAtMs === null || remainingMs === null) return { kind: 'never' }
    const absolute = new Date(expiresAtMs)
    if (remainingMs <= 0) return { kind: 'expired', absolute }
    const lifetimeMs = Math.max(1, expiresAtMs - Date.parse(createdAt))
    const fraction = Math.min(1, remainingMs / lifetimeMs)
    return { kind: 'counting', remainingMs, fraction, label: labelOf(remainingMs, locale), absolute }
  }, [expiresAtMs, remainingMs, createdAt, locale])
}

/** Rounded up to the unit that the label shows, so that "1s" is the last that is seen. */
export function inWholeUnits(remainingMs: number): number {
  if (remainingMs <= 0) return 0
  const { ms } = unitOf(remainingMs)
  return Math.ceil(remainingMs / ms) * ms
}

/** The largest unit of which more than one is left; seconds at last. */
function unitOf(remainingMs: number): (typeof UNITS)[number] {
  return UNITS.find(({ ms }) => remainingMs > ms) ?? UNITS[3]
}

export function labelOf(remainingMs: number, locale: string | undefined): string {
  const { unit, ms } = unitOf(remainingMs - 1)
  const style = { style: 'unit', unit, unitDisplay: 'narrow' } as const
  return new Intl.NumberFormat(locale, style).format(Math.ceil(remainingMs / ms))
}

function tickWithLabel(
  expiresAtMs: number,
  nowMs: () => number,
  ticker: Ticker,
  listener: () => void,
): () => void {
  let cancel = () => {}
  function next(): void {
    const remainingMs = expiresAtMs - nowMs()
    if (remainingMs <= 0) return
    const { ms } = unitOf(remainingMs)
    const steps = Math.ceil(remainingMs / ms) - 1
    cancel = ticker.at(expiresAtMs - steps * ms, () => {
      listener()
      next()
    })
  }
  next()
  return () => cancel()
}
