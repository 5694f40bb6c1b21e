import type { Conversation, ConversationEvent, InboxEvent, Message, Page } from '@pennypost/domain'
import { QueryClient } from '@tanstack/react-query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryKeys } from '../query-keys.ts'
import { cachedIn, type Pages } from './cached.ts'
import { foldIntoCache, type LiveEvent } from './fold.ts'
import { replayAfterFetches } from './replay.ts'

const ID = 'c'

function message(seq: number): Message {
  const rest = { expiresAt: null, editedAt: null, deletedAt: null }
  const createdAt = new Date(seq * 1_000).toISOString()
  return {
    id: `m${seq}`,
    conversationId: ID,
    senderId: 'bob',
    seq,
    content: `text ${seq}`,
    createdAt,
    ...rest,
  }
}

function summary(messages: Message[], lastSeq: number, bobReadSeq: number): Conversation {
  return {
    id: ID,
    kind: 'direct',
    title: null,
    participants: [
      { userId: 'alice', name: 'Alice', role: 'owner', readSeq: null, readAt: null },
      { userId: 'bob', name: 'Bob', role: 'member', readSeq: bobReadSeq, readAt: at(bobReadSeq) },
    ],
    participantCount: 2,
    lastSeq,
    readSeq: 0,
    unread: messages.length,
    lastMessage: messages.at(-1) ?? null,
    nextExpiryAt: null,
    defaultExpirationHours: null,
    createdAt: at(0),
  }
}

function at(seq: number): string {
  return new Date(seq * 1_000).toISOString()
}

/** A server of one conversation: what it would answer, and the events that it told so far. */
function createServer() {
  const messages: Message[] = []
  const told: LiveEvent[] = []
  let lastSeq = 0
  let bobReadSeq = 0
  const tell = (event: ConversationEvent) => {
    told.push({ feed: 'conversation', conversationId: ID, event })
    const inbox: InboxEvent = { type: 'conversation', conversation: fresh() }
    told.push({ feed: 'inbox', event: inbox })
  }
  const fresh = () => summary(messages, lastSeq, bobReadSeq)
  return {
    told,
    fresh,
    fetch: (): Page<Message> => ({ items: [...messages].reverse(), nextCursor: null }),
    send: () => {
      lastSeq += 1
      messages.push(message(lastSeq))
      tell({ type: 'message', seq: lastSeq, message: message(lastSeq) })
    },
    read: () => {
      bobReadSeq = lastSeq
      lastSeq += 1
      tell({ type: 'read', seq: lastSeq, userId: 'bob', readSeq: bobReadSeq, at: at(bobReadSeq) })
    },
  }
}

function hold(queryClient: QueryClient, server: ReturnType<typeof createServer>): void {
  const messagesKey = [['messages', 'fetch'], { input: { conversationId: ID }, type: 'infinite' }]
  const listKey = [['conversations', 'list'], { input: {}, type: 'infinite' }]
  queryClient.setQueryData<Pages<Message>>(messagesKey, { pages: [server.fetch()], pageParams: [null] })
  queryClient.setQueryData(queryKeys.conversation(ID), server.fresh())
  queryClient.setQueryData<Pages<Conversation>>(listKey, {
    pages: [{ items: [server.fresh()], nextCursor: null }],
    pageParams: [null],
  })
}

const step = fc.constantFrom<'send' | 'read'>('send', 'read')

test('old cache and events equal a fresh fetch, even where events come twice', () => {
  const script = fc.record({
    before: fc.array(step, { maxLength: 5 }),
    after: fc.array(step, { maxLength: 10 }),
    repeatFrom: fc.nat(20),
  })
  fc.assert(
    fc.property(script, ({ before, after, repeatFrom }) => {
      const server = createServer()
      const queryClient = new QueryClient()
      const cached = cachedIn(queryClient)
      for (const action of before) server[action]()
      hold(queryClient, server)
      const known = server.told.length
      for (const action of after) server[action]()
      for (const event of server.told.slice(known)) foldIntoCache(cached, event)
      for (const event of server.told.slice(repeatFrom)) foldIntoCache(cached, event)
      expect(cached.messagePages()).toEqual([server.fetch()])
      expect(cached.conversations()).toEqual([server.fresh()])
      expect(cached.conversationPages()).toEqual([{ items: [server.fresh()], nextCursor: null }])
    }),
  )
})

test('an answer that is older than an event does not undo the event', async () => {
  const server = createServer()
  const queryClient = new QueryClient()
  const cached = cachedIn(queryClient)
  const replay = replayAfterFetches(queryClient.getQueryCache(), (event) => foldIntoCache(cached, event))
  server.send()
  const old = server.fetch()
  const { promise, resolve } = Promise.withResolvers<Page<Message>>()
  const fetching = queryClient.fetchInfiniteQuery({
    queryKey: queryKeys.messagePages(ID),
    queryFn: () => promise,
    initialPageParam: null,
  })
  server.send()
  for (const event of server.told) {
    replay.record(event)
    foldIntoCache(cached, event)
  }
  resolve(old)
  await fetching
  expect(cached.messagePages()[0]?.items.map(({ seq }) => seq)).toEqual([2, 1])
  replay.stop()
})

test('what is told while a name is asked for is not remembered until the name has come', async () => {
  const queryClient = new QueryClient()
  const folded: LiveEvent[] = []
  const replay = replayAfterFetches(queryClient.getQueryCache(), (event) => folded.push(event))
  const { promise, resolve } = Promise.withResolvers<object>()
  const fetching = queryClient.fetchQuery({
    queryKey: queryKeys.names({ conversationId: ID, userIds: ['zoe'] }),
    queryFn: () => promise,
  })
  replay.record({ feed: 'inbox', event: { type: 'removed', conversationId: ID } })
  resolve({})
  await fetching
  expect(folded).toEqual([])
  replay.stop()
})

test('an event that changes nothing wakes nobody', () => {
  const server = createServer()
  const queryClient = new QueryClient()
  const cached = cachedIn(queryClient)
  server.send()
  hold(queryClient, server)
  const heard: string[] = []
  queryClient.getQueryCache().subscribe(({ type }) => heard.push(type))
  foldIntoCache(cached, { feed: 'inbox', event: { type: 'removed', conversationId: 'elsewhere' } })
  expect(heard).toEqual([])
})

test('what was kept from an earlier time is still asked for after an event has changed it', () => {
  const server = createServer()
  const queryClient = new QueryClient()
  const cached = cachedIn(queryClient)
  server.send()
  hold(queryClient, server)
  void queryClient.invalidateQueries({ refetchType: 'none' })
  server.send()
  for (const event of server.told) foldIntoCache(cached, event)
  const queries = queryClient.getQueryCache().getAll()
  expect(cached.messagePages()).toEqual([server.fetch()])
  expect(queries.map(({ state }) => state.isInvalidated)).toEqual(queries.map(() => true))
})
