const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * How long to wait before an attempt, 1 being the first: anything from 0 to a bound that doubles, so that
 * clients which lost the same server do not come back together.
 */
export function fullJitterMs(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
}

export type Pause = { done: Promise<void>; end(): void }

/** Lasts `delayMs`, or until it is ended where that is null. */
export function pause(delayMs: number | null): Pause {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = delayMs === null ? undefined : setTimeout(resolve, delayMs)
  return {
    done: promise,
    end: () => {
      clearTimeout(timer)
      resolve()
    },
  }
}

/** Lasts `delayMs`, or until the signal is aborted. */
export async function pauseUntil(signal: AbortSignal, delayMs: number): Promise<void> {
  if (signal.aborted) return
  const waiting = pause(delayMs)
  signal.addEventListener('abort', waiting.end)
  await waiting.done
  signal.removeEventListener('abort', waiting.end)
}
