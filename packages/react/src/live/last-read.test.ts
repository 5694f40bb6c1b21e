import { createServerClock, memoryStorage } from '@pennypost/client'
import type { Conversation, Message } from '@pennypost/domain'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queryKeys } from '../query-keys.ts'
import { cachedIn, pagesOf } from './cached.ts'
import { createLastRead } from './last-read.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const AT = '2026-11-22T12:00:00.000Z'
const LATER = '2026-11-23T12:00:00.000Z'

function message(conversationId: string, seq: number, expiresAt: string | null = null): Message {
  const rest = { senderId: 'bob', createdAt: AT, editedAt: null, deletedAt: null }
  return { id: `${conversationId}-${seq}`, conversationId, seq, content: `text ${seq}`, expiresAt, ...rest }
}

function summary(id: string, lastMessage: Message): Conversation {
  const rest = { title: null, participants: [], participantCount: 2, unread: 0 }
  const expiry = { nextExpiryAt: null, defaultExpirationHours: null }
  return {
    id,
    kind: 'direct',
    ...rest,
    ...expiry,
    lastSeq: lastMessage.seq,
    readSeq: 0,
    lastMessage,
    createdAt: AT,
  }
}

function sitDown() {
  const queryClient = new QueryClient()
  const storage = memoryStorage()
  const lastRead = createLastRead({ storage, clock: createServerClock() }, queryClient, cachedIn(queryClient))
  const open = async (messages: Message[]) => {
    const [newest] = messages
    if (newest === undefined) return
    queryClient.setQueryData(
      queryKeys.conversation(newest.conversationId),
      summary(newest.conversationId, newest),
    )
    queryClient.setQueryData(
      queryKeys.messagePages(newest.conversationId),
      pagesOf({ items: messages, nextCursor: null }),
    )
    await vi.advanceTimersByTimeAsync(2_000)
  }
  return { queryClient, storage, lastRead, open }
}

test('the newest fifty messages of the twenty threads that were opened last are kept', async () => {
  const { storage, lastRead, open } = sitDown()
  lastRead.start()
  for (let thread = 1; thread <= 25; thread += 1)
    await open(Array.from({ length: 60 }, (_, index) => message(`c${thread}`, 60 - index)))
  const threads = await storage.readAll('threads')
  expect([...threads.keys()]).toEqual(Array.from({ length: 20 }, (_, index) => `c${index + 6}`))
  expect(threads.get('c25')?.messages.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 50 }, (_, index) => 60 - index),
  )
})

test('a thread is kept no longer once something in it disappears, and is kept again after that', async () => {
  const { storage, lastRead, open } = sitDown()
  lastRead.start()
  await open([message('c', 1)])
  expect((await storage.readAll('threads')).size).toBe(1)
  await open([message('c', 2, LATER), message('c', 1)])
  expect((await storage.readAll('threads')).size).toBe(0)
  await open([message('c', 3), message('c', 1)])
  expect((await storage.readAll('threads')).get('c')?.messages.map(({ seq }) => seq)).toEqual([3, 1])
})

test('what the server has answered already is not undone by what was kept', async () => {
  const { storage, lastRead, queryClient } = sitDown()
  const old = message('c', 1)
  await storage.put('threads', 'c', { conversation: summary('c', old), messages: [old], openedAt: AT })
  const fresh = pagesOf({ items: [message('c', 2), old], nextCursor: null })
  queryClient.setQueryData(queryKeys.messagePages('c'), fresh)
  await lastRead.restore()
  expect(queryClient.getQueryData(queryKeys.messagePages('c'))).toEqual(fresh)
  expect(queryClient.getQueryState(queryKeys.conversation('c'))?.isInvalidated).toBe(true)
})
