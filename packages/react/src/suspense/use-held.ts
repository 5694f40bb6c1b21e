import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { use } from 'react'
import { useMessaging } from '../messaging-context.ts'

/** What React takes for a promise that it has seen settle. */
const HELD = /* @__PURE__ */ Object.assign(Promise.resolve(), { status: 'fulfilled', value: undefined })

/**
 * Suspends until a query holds an answer, and throws what its first fetch failed with. A boundary that tries again
 * within a second is told the same.
 */
export function useHeld(queryKey: QueryKey, fetch: () => Promise<unknown>): void {
  const { live } = useMessaging()
  const queryClient = useQueryClient()
  const isHeld = queryClient.getQueryData(queryKey) !== undefined
  // Asked in every render, as React wants it: one that is settled does not suspend.
  use(isHeld ? HELD : live.firstAnswer(queryKey, fetch))
}

/** @throws what a hook failed with, where it has no value */
export function requireHeld<Value>(value: Value | undefined, error: unknown): Value {
  if (value === undefined)
    throw error ?? new Error('What was held has gone. It is fetched again on the next try.')
  return value
}
