import type { QueryCache } from '@tanstack/react-query'
import type { LiveEvent } from './fold.ts'

/** Remembers what happened while something was being fetched, since the answer may be older than that. */
export type Replay = {
  record(event: LiveEvent): void
  stop(): void
}

/** After each fetch, folds in again what came since it began; folding twice does no harm. */
export function replayAfterFetches(cache: QueryCache, fold: (event: LiveEvent) => void): Replay {
  const log: LiveEvent[] = []
  const began = new Map<string, number>()
  const stop = cache.subscribe((change) => {
    if (change.type !== 'updated') return
    const { action, query } = change
    if (action.type === 'fetch') {
      began.set(query.queryHash, log.length)
    } else if (action.type === 'error' || (action.type === 'success' && !action.manual)) {
      const missed = log.slice(began.get(query.queryHash) ?? log.length)
      began.delete(query.queryHash)
      if (began.size === 0) log.length = 0
      if (action.type === 'success') for (const event of missed) fold(event)
    }
  })
  return {
    record: (event) => {
      if (began.size > 0) log.push(event)
    },
    stop,
  }
}
