import type { Refusal } from '@pennypost/domain'
import type { Unsubscribable } from '@trpc/server/observable'
import { fullJitterMs } from './connection/backoff.ts'
import type { OpenConnection } from './connection/connection.ts'
import { refusalOf } from './refusal-of.ts'

export type SubscriptionEnd = { onError: (error: unknown) => void; onComplete: () => void }

export type KeepSubscribedOptions = {
  connection: Pick<OpenConnection, 'opened' | 'closing'>
  subscribe: (end: SubscriptionEnd) => Unsubscribable
  /** The server says no for good; nothing follows. */
  onRefused?: ((refusal: Refusal) => void) | undefined
}

/** A subscription that lasted this long had not failed. */
const SETTLED_MS = 10_000

/**
 * Keeps a subscription for as long as the client lives. tRPC resumes it over lost sockets by itself; this begins
 * it again after ends and errors of the subscription, and after signing in again. @returns what stops it
 */
export function keepSubscribed({ connection, subscribe, onRefused }: KeepSubscribedOptions): () => void {
  let subscription: Unsubscribable | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaiting: (() => void) | null = null
  let failures = 0
  let isStopped = connection.closing.aborted

  function start(): void {
    stopWaiting?.()
    stopWaiting = null
    if (isStopped) return
    const startedAt = Date.now()
    let hasEnded = false
    const end = (refusal: Refusal | null) => {
      if (hasEnded || isStopped) return
      hasEnded = true
      failures = Date.now() - startedAt > SETTLED_MS ? 1 : failures + 1
      endWith(refusal)
    }
    subscription = subscribe({ onError: (error) => end(refusalOf(error)), onComplete: () => end(null) })
  }

  function endWith(refusal: Refusal | null): void {
    subscription = null
    if (refusal?.code === 'NOT_SIGNED_IN') {
      stopWaiting = connection.opened.subscribe(start)
    } else if (refusal === null || refusal.code === 'RATE_LIMITED') {
      timer = setTimeout(start, (refusal?.retryAfterMs ?? 0) + fullJitterMs(failures))
    } else {
      stop()
      onRefused?.(refusal)
    }
  }

  function stop(): void {
    isStopped = true
    clearTimeout(timer)
    stopWaiting?.()
    subscription?.unsubscribe()
    connection.closing.removeEventListener('abort', stop)
  }

  connection.closing.addEventListener('abort', stop)
  start()
  return stop
}
