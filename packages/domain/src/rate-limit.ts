/** How often: `perSecond` on average, `burst` at once. */
export type Rate = { perSecond: number; burst: number }

/** Sums of thirds and sevenths are off by less; nobody is made to wait for that. */
export const ROUNDING_MS = 0.01

/**
 * The generic cell rate algorithm (ITU-T I.371): one number of state, the time at which the bucket would be full again.
 * @param fullAtMs that number from last time; 0 at first
 * @returns the new number, or how long to wait
 */
export function takeFromRate(
  rate: Rate,
  fullAtMs: number,
  nowMs: number,
): { fullAtMs: number } | { retryAfterMs: number } {
  const spacingMs = 1000 / rate.perSecond
  const next = Math.max(fullAtMs, nowMs) + spacingMs
  const waitMs = Math.ceil(next - rate.burst * spacingMs - nowMs - ROUNDING_MS)
  return waitMs > 0 ? { retryAfterMs: waitMs } : { fullAtMs: next }
}
