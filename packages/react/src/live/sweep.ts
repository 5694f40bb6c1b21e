import {
  isStale,
  type MessagingClient,
  mapItems,
  nextExpiryIn,
  withoutExpired,
  withoutExpiredPreview,
} from '@pennypost/client'
import type { Conversation } from '@pennypost/domain'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import type { Cached } from './cached.ts'
import { putSummary } from './fold.ts'

const ASK_AGAIN_MS = 1_000
const SET_BACK_MS = 1_000
const MOST_AT_ONCE = 20
const QUOTA = 'quota'

/**
 * Takes out of the cache what time has taken from the server: messages and previews that have expired, counts
 * that depended on them, and yesterday's quota. Wakes only when something is due, and fetches again what a clock took too early
 * that is set back. @returns what stops it
 */
export function sweepByTime(client: MessagingClient, queryClient: QueryClient, cached: Cached): () => void {
  const { clock, ticker, trpc } = client
  const askedAtMs = new Map<string, number>()
  let sweptAtMs = Number.NEGATIVE_INFINITY
  let cancelAlarm = () => {}
  let isScheduled = false
  let isStopped = false

  function schedule(): void {
    if (isScheduled || isStopped) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      if (!isStopped) sweep()
    })
  }

  function sweep(): void {
    const nowMs = clock.nowMs()
    if (nowMs < sweptAtMs - SET_BACK_MS) fetchAgain()
    sweptAtMs = nowMs
    const summaries = heldSummaries()
    cached.changeAllMessages((pages) => withoutExpired(pages, nowMs))
    cached.changeLists((pages) => mapItems(pages, (item) => withoutExpiredPreview(item, nowMs)))
    for (const { id } of cached.conversations())
      cached.changeConversation(id, (conversation) => withoutExpiredPreview(conversation, nowMs))

    const stale = new Set(summaries.filter((summary) => isStale(summary, nowMs)).map(({ id }) => id))
    const due = [...stale].filter((id) => mayAsk(id, nowMs)).slice(0, MOST_AT_ONCE)
    for (const id of due) void refresh(id, nowMs)
    const quota = cached.quota()
    if (quota && Date.parse(quota.resetsAt) <= nowMs && mayAsk(QUOTA, nowMs)) {
      askedAtMs.set(QUOTA, nowMs)
      void queryClient.invalidateQueries({ queryKey: queryKeys.quota() })
    }

    const times = [
      nextExpiryIn(cached.messagePages(), nowMs),
      ...summaries.map(({ nextExpiryAt }) => (nextExpiryAt === null ? null : Date.parse(nextExpiryAt))),
      quota ? Date.parse(quota.resetsAt) : null,
    ]
    arm(times.filter((time) => time !== null).map((time) => (time > nowMs ? time : nowMs + ASK_AGAIN_MS)))
  }

  function fetchAgain(): void {
    // When these were asked lies ahead of the clock now.
    askedAtMs.clear()
    for (const queryKey of [queryKeys.messages(), queryKeys.conversationLists(), queryKeys.conversations()])
      void queryClient.invalidateQueries({ queryKey })
  }

  function heldSummaries(): Conversation[] {
    return [...cached.conversationPages().flatMap((page) => page.items), ...cached.conversations()]
  }

  /** The server's clock has the last word, so an answer may come back unchanged. */
  function mayAsk(key: string, nowMs: number): boolean {
    return nowMs - (askedAtMs.get(key) ?? Number.NEGATIVE_INFINITY) >= ASK_AGAIN_MS
  }

  function arm(times: number[]): void {
    cancelAlarm()
    cancelAlarm = times.length === 0 ? () => {} : ticker.at(Math.min(...times), sweep)
  }

  async function refresh(conversationId: string, nowMs: number): Promise<void> {
    askedAtMs.set(conversationId, nowMs)
    try {
      putSummary(cached, await trpc.conversations.get.query({ conversationId }))
    } catch {
      // Without a connection there is nothing to ask; the next sweep tries again.
    }
  }

  const stopListening = queryClient.getQueryCache().subscribe((change) => {
    if (change.type === 'updated' && change.action.type === 'success') schedule()
  })
  const stopClock = clock.offsetMs.subscribe(schedule)
  schedule()
  return () => {
    isStopped = true
    cancelAlarm()
    stopListening()
    stopClock()
  }
}
