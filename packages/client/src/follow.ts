import type { Instant, Refusal } from '@pennypost/domain'
import type { Unsubscribable } from '@trpc/server/observable'
import { fullJitterMs } from './connection/backoff.ts'
import type { OpenConnection } from './connection/connection.ts'
import { refusalOf } from './refusal-of.ts'
import type { ServerClock } from './server-clock.ts'

type Tracked<Page> = { id: string; data: Page }

type Handlers<Page> = {
  onData: (tracked: Tracked<Page>) => void
  onError: (error: unknown) => void
  onComplete: () => void
}

export type FollowOptions<Page extends { now: Instant }> = {
  connection: OpenConnection
  clock: ServerClock
  /** The cursor after which to begin; absent: from now on. */
  lastEventId?: string | undefined
  subscribe: (lastEventId: string | undefined, handlers: Handlers<Page>) => Unsubscribable
  onPage: (page: Page, id: string) => void
  /** The server says no for good; nothing follows. */
  onRefused?: (refusal: Refusal) => void
}

/**
 * Follows a tracked subscription for as long as the client lives: over lost sockets (tRPC resumes those by
 * itself), and over ends and errors of the subscription, always from the last page that was taken.
 */
export function follow<Page extends { now: Instant }>(options: FollowOptions<Page>): () => void {
  const { connection, clock, onPage, onRefused } = options
  let { lastEventId } = options
  let subscription: Unsubscribable | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWaiting: (() => void) | null = null
  let failures = 0
  let isStopped = false

  function start(): void {
    stopWaiting?.()
    stopWaiting = null
    if (isStopped) return
    let hasEnded = false
    const end = (refusal: Refusal | null) => {
      if (!hasEnded) endWith(refusal)
      hasEnded = true
    }
    subscription = options.subscribe(lastEventId, {
      onData: ({ id, data }) => {
        if (isStopped) return
        failures = 0
        lastEventId = id
        clock.observe(data.now)
        onPage(data, id)
        connection.confirmPage()
      },
      onError: (error) => end(refusalOf(error)),
      onComplete: () => end(null),
    })
  }

  function endWith(refusal: Refusal | null): void {
    subscription = null
    if (isStopped) return
    if (refusal?.code === 'NOT_SIGNED_IN') {
      stopWaiting = connection.opened.subscribe(start)
      return
    }
    if (refusal !== null && refusal.code !== 'RATE_LIMITED') {
      stop()
      onRefused?.(refusal)
      return
    }
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(start, fullJitterMs(failures))
  }

  const unexpect = connection.expectPages()
  function stop(): void {
    if (isStopped) return
    isStopped = true
    clearTimeout(timer)
    stopWaiting?.()
    subscription?.unsubscribe()
    unexpect()
  }

  start()
  return stop
}
