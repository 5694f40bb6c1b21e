/** How often: `perSecond` on average, `burst` at once. */
export type Rate = { perSecond: number; burst: number }

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
  const earliest = next - rate.burst * spacingMs
  return earliest > nowMs ? { retryAfterMs: Math.ceil(earliest - nowMs) } : { fullAtMs: next }
}
