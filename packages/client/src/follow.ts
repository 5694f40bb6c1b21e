import type { Instant, Refusal } from '@pennypost/domain'
import type { Unsubscribable } from '@trpc/server/observable'
import type { OpenConnection } from './connection/connection.ts'
import { keepSubscribed, type SubscriptionEnd } from './keep-subscribed.ts'
import type { ServerClock } from './server-clock.ts'

type Tracked<Page> = { id: string; data: Page }

export type FollowHandlers<Page> = SubscriptionEnd & { onData: (tracked: Tracked<Page>) => void }

export type FollowOptions<Page extends { now: Instant }> = {
  connection: OpenConnection
  clock: ServerClock
  /** The cursor after which to begin; absent: from now on. */
  lastEventId?: string | undefined
  subscribe: (lastEventId: string | undefined, handlers: FollowHandlers<Page>) => Unsubscribable
  onPage: (page: Page, id: string) => void
  /** The server says no for good; nothing follows. */
  onRefused?: (refusal: Refusal) => void
}

/** Follows a tracked subscription, always from the last page that was taken. @returns what stops it */
export function follow<Page extends { now: Instant }>(options: FollowOptions<Page>): () => void {
  const { connection, clock, onPage, onRefused } = options
  let { lastEventId } = options
  let isStopped = false
  const unexpect = connection.expectPages()
  const stop = keepSubscribed({
    connection,
    subscribe: (end) => {
      let learn = clock.ask()
      return options.subscribe(lastEventId, {
        ...end,
        onData: ({ id, data }) => {
          if (isStopped) return
          lastEventId = id
          learn(data.now)
          learn = clock.observe
          onPage(data, id)
          connection.confirmPage()
        },
      })
    },
    onRefused: (refusal) => {
      stopAll()
      onRefused?.(refusal)
    },
  })
  function stopAll(): void {
    if (isStopped) return
    isStopped = true
    stop()
    unexpect()
  }
  return stopAll
}
