import { vi } from 'vitest'

/** Waits until an assertion holds, for as long as a busy machine may need. */
export function until<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 20_000, interval: 10 })
}
