import { createStore, type MessagingClient, type Store } from '@pennypost/client'
import type { Conversation, InboxPage, Page, Participant } from '@pennypost/domain'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import { type Blocks, liftBlocks } from './blocks.ts'
import { type Cached, cachedIn } from './cached.ts'
import { createFirstAnswers } from './first-answers.ts'
import { foldIntoCache, type LiveEvent } from './fold.ts'
import { createLastRead } from './last-read.ts'
import { createNames, type Names } from './names.ts'
import { replayAfterFetches } from './replay.ts'
import { storesOf } from './stores.ts'
import { sweepByTime } from './sweep.ts'
import { createTypers } from './typers.ts'
import { createTypingSender, type TypingSender } from './typing-sender.ts'
import { createWatches } from './watches.ts'

/** Folds the live subscriptions into the query cache; nothing runs before `start`. */
export type LiveCache = {
  /** Shows what was last read on this device, until the server's answers take its place. */
  restore(): Promise<void>
  start(): () => void
  /** True from the first page of the inbox on: what is fetched from then on cannot miss a change. */
  following: Store<boolean>
  /** Keeps a conversation live while somebody looks at it. @returns what lets go of it */
  watch(conversationId: string): () => void
  /** Who is typing, by conversation: user ids, the first to start first. */
  typers: Store<ReadonlyMap<string, readonly string[]>>
  typing: TypingSender
  blocks: Blocks
  /** What a suspended component waits for: what `fetch` answers once the inbox is followed. */
  firstAnswer(queryKey: QueryKey, fetch: () => Promise<unknown>): Promise<unknown>
  summaryOf(conversationId: string | undefined): Store<Conversation | undefined>
  /** Everybody in a conversation, as far as they were fetched. */
  participantPagesOf(conversationId: string | undefined): Store<Page<Participant>[] | undefined>
  names: Names
  cached: Cached
}

export type LiveCacheOptions = {
  client: MessagingClient
  queryClient: QueryClient
  /** Whether what was read is kept in the client's storage. */
  keepsLastRead: boolean
}

export function createLiveCache({ client, queryClient, keepsLastRead }: LiveCacheOptions): LiveCache {
  const cached = cachedIn(queryClient)
  const lastRead = keepsLastRead ? createLastRead(client, queryClient, cached) : null
  const typers = createTypers()
  const following = createStore(false)
  const blocks: Blocks = createStore<ReadonlyMap<string, boolean>>(new Map())
  // To stop typing harms nothing, and is refused where nothing passes.
  const lift = liftBlocks(blocks, (conversationId) =>
    client.trpc.typing.set.mutate({ conversationId, isTyping: false }),
  )
  const names = createNames((wanted) => client.trpc.conversations.names.query(wanted), queryClient)
  const watches = createWatches({
    client,
    queryClient,
    cached,
    typers,
    onEvent: (event) => take(event),
    onRefused: forget,
  })
  let take = (event: LiveEvent) => foldIntoCache(cached, event)

  function start(): () => void {
    const fold = (event: LiveEvent) => foldIntoCache(cached, event)
    const replay = replayAfterFetches(queryClient.getQueryCache(), fold, cached.settleAside)
    take = (event) => {
      replay.record(event)
      fold(event)
      if (event.feed === 'inbox' && event.event.type === 'removed') forget(event.event.conversationId)
      // Of people past the first it says nothing.
      if (event.feed === 'conversation' && event.event.type === 'conversation')
        void queryClient.invalidateQueries({ queryKey: queryKeys.participants(event.conversationId) })
    }
    const stops = [
      replay.stop,
      watches.start(),
      names.stop,
      ...(lastRead ? [lastRead.start()] : []),
      sweepByTime(client, queryClient, cached),
      client.outbox.onSent(({ message, quota }) => {
        take({ feed: 'inbox', event: { type: 'quota', quota } })
        if (message.content === null) return
        const { conversationId, seq } = message
        take({ feed: 'conversation', conversationId, event: { type: 'message', seq, message } })
      }),
      client.follow<InboxPage>({
        subscribe: (lastEventId, handlers) =>
          client.trpc.live.inbox.subscribe(lastEventId === undefined ? {} : { lastEventId }, handlers),
        onPage: (page) => {
          if (page.reset) blocks.set(new Map())
          if (page.reset || !following.get()) refetchAll()
          for (const event of page.events) {
            take({ feed: 'inbox', event })
            if (event.type === 'conversation') lift(event.conversation)
          }
          following.set(true)
        },
      }),
    ]
    return () => {
      following.set(false)
      for (const stop of stops) stop()
    }
  }

  /** What was fetched before the inbox was followed may have missed a change. */
  function refetchAll(): void {
    for (const queryKey of [queryKeys.conversationLists(), queryKeys.conversations(), queryKeys.quota()])
      void queryClient.invalidateQueries({ queryKey })
  }

  /** A conversation that is not ours any more: its messages go, and whoever shows it hears NOT_FOUND. */
  function forget(conversationId: string): void {
    lastRead?.drop(conversationId)
    queryClient.removeQueries({ queryKey: queryKeys.messagePages(conversationId) })
    queryClient.removeQueries({ queryKey: queryKeys.messageWindows(conversationId) })
    queryClient.removeQueries({ queryKey: queryKeys.aside(conversationId) })
    void queryClient.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) })
  }

  return {
    restore: async () => lastRead?.restore(),
    start,
    following,
    typers: typers.all,
    typing: createTypingSender(client),
    blocks,
    firstAnswer: createFirstAnswers(following),
    summaryOf: storesOf(queryClient, (conversationId) => cached.findConversation(conversationId)),
    participantPagesOf: storesOf(queryClient, cached.participantPages),
    names,
    cached,
    watch: watches.watch,
  }
}
