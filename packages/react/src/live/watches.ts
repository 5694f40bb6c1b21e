import type { MessagingClient } from '@pennypost/client'
import type { ConversationPage, Refusal } from '@pennypost/domain'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import type { Cached } from './cached.ts'
import type { LiveEvent } from './fold.ts'
import type { Typers } from './typers.ts'

export type Watches = {
  /** Keeps a conversation live, while running, until the last one who watches lets go. */
  watch(conversationId: string): () => void
  /** @returns what stops it; who watches stays known */
  start(): () => void
}

export type WatchOptions = {
  client: MessagingClient
  queryClient: QueryClient
  cached: Cached
  typers: Typers
  onEvent: (event: LiveEvent) => void
  onRefused: (conversationId: string, refusal: Refusal) => void
}

type Watch = {
  watchers: number
  stop: (() => void) | null
  lingering?: ReturnType<typeof setTimeout>
}

/** Leaving a conversation and coming back within this time costs nothing. */
const LINGER_MS = 2_000

/** One subscription for each conversation that somebody looks at, however many do. */
export function createWatches(options: WatchOptions): Watches {
  const { client, queryClient, cached, typers, onEvent, onRefused } = options
  const watches = new Map<string, Watch>()
  /** How far the cached messages of a conversation go; forgotten together with them. */
  const cursors = new Map<string, string>()
  let isRunning = false

  function begin(conversationId: string): () => void {
    const stops = [
      client.follow<ConversationPage>({
        lastEventId: cursors.get(conversationId) ?? firstCursor(conversationId),
        subscribe: (lastEventId, handlers) =>
          client.trpc.live.conversation.subscribe(
            lastEventId === undefined ? { conversationId } : { conversationId, lastEventId },
            handlers,
          ),
        onPage: (page, cursor) => {
          cursors.set(conversationId, cursor)
          if (page.reset) startAfresh(conversationId)
          for (const event of page.events) {
            if (event.type === 'message') typers.clear(conversationId, event.message.senderId)
            onEvent({ feed: 'conversation', conversationId, event })
          }
        },
        onRefused: (refusal) => onRefused(conversationId, refusal),
      }),
      client.followPresence(conversationId, (event) => typers.hear(conversationId, event)),
    ]
    return () => {
      for (const stop of stops) stop()
      typers.clear(conversationId)
    }
  }

  /**
   * The number from before the messages are asked for: then what the answer does not hold comes as events.
   * Messages that were cached earlier than that may have holes.
   */
  function firstCursor(conversationId: string): string | undefined {
    const queryKey = queryKeys.messagePages(conversationId)
    if (queryClient.getQueriesData({ queryKey }).some(([, data]) => data !== undefined))
      void queryClient.invalidateQueries({ queryKey })
    const lastSeq = cached.findConversation(conversationId)?.lastSeq
    return lastSeq === undefined ? undefined : String(lastSeq)
  }

  function startAfresh(conversationId: string): void {
    // One page is enough to begin with; more come as they are scrolled to.
    cached.changeMessages(conversationId, (pages) => pages.slice(0, 1))
    void queryClient.invalidateQueries({ queryKey: queryKeys.messagePages(conversationId) })
    void queryClient.invalidateQueries({ queryKey: queryKeys.messageWindows(conversationId) })
    void queryClient.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) })
    void queryClient.invalidateQueries({ queryKey: queryKeys.participants(conversationId) })
  }

  function letGo(conversationId: string, watch: Watch): void {
    watch.watchers -= 1
    clearTimeout(watch.lingering)
    watch.lingering = setTimeout(() => {
      if (watch.watchers > 0) return
      watches.delete(conversationId)
      watch.stop?.()
    }, LINGER_MS)
  }

  function forgetCursors(): void {
    for (const conversationId of cursors.keys()) {
      if (watches.has(conversationId)) continue
      const held = queryClient.getQueriesData({ queryKey: queryKeys.messagePages(conversationId) })
      if (held.length === 0) cursors.delete(conversationId)
    }
  }

  function watch(conversationId: string): () => void {
    const held = watches.get(conversationId) ?? { watchers: 0, stop: null }
    watches.set(conversationId, held)
    held.watchers += 1
    if (isRunning) held.stop ??= begin(conversationId)
    let isHeld = true
    return () => {
      if (isHeld) letGo(conversationId, held)
      isHeld = false
    }
  }

  function start(): () => void {
    isRunning = true
    for (const [conversationId, held] of watches) held.stop ??= begin(conversationId)
    const stopListening = queryClient.getQueryCache().subscribe((change) => {
      if (change.type === 'removed') forgetCursors()
    })
    return () => {
      isRunning = false
      stopListening()
      for (const [conversationId, held] of watches) {
        held.stop?.()
        held.stop = null
        clearTimeout(held.lingering)
        if (held.watchers === 0) watches.delete(conversationId)
      }
    }
  }

  return { watch, start }
}
