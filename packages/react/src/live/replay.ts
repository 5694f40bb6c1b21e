import { matchQuery, type QueryCache } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import type { LiveEvent } from './fold.ts'

/** Remembers what happened while something was being fetched, since the answer may be older than that. */
export type Replay = {
  record(event: LiveEvent): void
  stop(): void
}

/**
 * After each fetch, folds in again what came since it began; folding twice does no harm.
 * @param settle is called when the answer is as new as the events
 */
export function replayAfterFetches(
  cache: QueryCache,
  fold: (event: LiveEvent) => void,
  settle = () => {},
): Replay {
  const log: LiveEvent[] = []
  const began = new Map<string, number>()

  function end(queryHash: string): void {
    began.delete(queryHash)
    if (began.size === 0) log.length = 0
  }

  const stop = cache.subscribe((change) => {
    // No event changes a name, and one may be asked for without end.
    if (matchQuery({ queryKey: queryKeys.allNames() }, change.query)) return
    if (change.type === 'removed') end(change.query.queryHash)
    if (change.type !== 'updated') return
    const { action, query } = change
    if (action.type === 'fetch') {
      began.set(query.queryHash, log.length)
    } else if (action.type === 'error' || (action.type === 'success' && !action.manual)) {
      const missed = log.slice(began.get(query.queryHash) ?? log.length)
      end(query.queryHash)
      if (action.type === 'error') return
      for (const event of missed) fold(event)
      settle()
    }
  })
  return {
    record: (event) => {
      if (began.size > 0) log.push(event)
    },
    stop,
  }
}
