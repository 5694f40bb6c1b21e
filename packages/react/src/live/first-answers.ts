import type { Store } from '@pennypost/client'
import { hashKey, type QueryKey } from '@tanstack/react-query'

const FAILURE_KEPT_MS = 1_000

/**
 * The first answers that somebody waits for in a suspended component, one promise for each, since such a component
 * remembers nothing itself. Nothing is asked before the inbox is followed.
 */
export function createFirstAnswers(following: Store<boolean>) {
  const waited = new Map<string, Promise<unknown>>()

  return (queryKey: QueryKey, fetch: () => Promise<unknown>): Promise<unknown> => {
    const hash = hashKey(queryKey)
    const known = waited.get(hash)
    if (known) return known
    const answer = whenTrue(following).then(fetch)
    waited.set(hash, answer)
    answer.then(
      () => waited.delete(hash),
      // At once would be a failure that is asked for again with every attempt to draw it.
      () => setTimeout(() => waited.delete(hash), FAILURE_KEPT_MS),
    )
    return answer
  }
}

function whenTrue(store: Store<boolean>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if (store.get()) resolve()
  }
  const stop = store.subscribe(look)
  look()
  return promise.finally(stop)
}
