import type { Conversation, Message, Page, Quota } from '@pennypost/domain'
import { expect, test } from 'vitest'
import {
  applyConversationEvent,
  applyInboxEvent,
  type ConversationState,
  type InboxState,
} from './apply-event.ts'

const START = Date.parse('2026-11-22T12:00:00.000Z')

function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `message-${seq}`,
    conversationId: 'c',
    senderId: 'bob',
    seq,
    content: `text ${seq}`,
    createdAt: new Date(START + seq * 1_000).toISOString(),
    expiresAt: null,
    editedAt: null,
    deletedAt: null,
    ...change,
  }
}

function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id,
    kind: 'direct',
    title: null,
    participants: [
      { userId: 'alice', name: 'Alice', role: 'owner', readSeq: null, readAt: null },
      { userId: 'bob', name: 'Bob', role: 'member', readSeq: 2, readAt: '2026-11-22T12:00:02.000Z' },
    ],
    participantCount: 2,
    lastSeq: 3,
    readSeq: 0,
    unread: 0,
    lastMessage: null,
    nextExpiryAt: null,
    defaultExpirationHours: null,
    createdAt: new Date(START).toISOString(),
    ...change,
  }
}

const QUOTA: Quota = {
  dailyFreeLimit: 20,
  usedToday: 0,
  remainingFree: 20,
  pointsPerMessage: 10,
  balance: 0,
  next: { kind: 'free' },
  day: '2026-11-22',
  timeZone: 'UTC',
  resetsAt: '2026-11-23T00:00:00.000Z',
}

function thread(...pages: Page<Message>[]): ConversationState {
  return { conversation: conversation('c'), pages }
}

function inbox(...items: Conversation[]): InboxState {
  return { pages: [{ items, nextCursor: null }], quota: QUOTA }
}

const ids = (state: InboxState) => state.pages.flatMap(({ items }) => items.map(({ id }) => id))
const seqs = (state: ConversationState) => state.pages.map(({ items }) => items.map(({ seq }) => seq))

test('a new message stands first, and the same event again changes nothing', () => {
  const before = thread({ items: [message(3), message(1)], nextCursor: null })
  const event = { type: 'message', seq: 4, message: message(4) } as const
  const after = applyConversationEvent(before, event)
  expect(seqs(after)).toEqual([[4, 3, 1]])
  expect(after.conversation.lastSeq).toBe(4)
  expect(applyConversationEvent(after, event)).toEqual(after)
})

test('a message that comes late stands in its place by number', () => {
  const before = thread(
    { items: [message(9), message(5)], nextCursor: 'x' },
    { items: [message(2)], nextCursor: null },
  )
  expect(seqs(applyConversationEvent(before, { type: 'message', seq: 7, message: message(7) }))).toEqual([
    [9, 7, 5],
    [2],
  ])
  expect(seqs(applyConversationEvent(before, { type: 'message', seq: 3, message: message(3) }))).toEqual([
    [9, 5],
    [3, 2],
  ])
  expect(seqs(applyConversationEvent(before, { type: 'message', seq: 1, message: message(1) }))).toEqual([
    [9, 5],
    [2, 1],
  ])
})

test('a message older than all that was fetched waits for its page', () => {
  const before = thread({ items: [message(9), message(5)], nextCursor: 'x' })
  expect(seqs(applyConversationEvent(before, { type: 'message', seq: 10, message: message(2) }))).toEqual([
    [9, 5],
  ])
})

test('a changed message replaces the one with its id, wherever it stands', () => {
  const before = thread({ items: [message(3), message(1)], nextCursor: null })
  const edited = message(1, { content: 'better', editedAt: new Date(START + 9_000).toISOString() })
  const after = applyConversationEvent(before, { type: 'message', seq: 5, message: edited })
  expect(after.pages[0]?.items).toEqual([message(3), edited])
})

test('a read mark moves its reader alone, and never back', () => {
  const at = '2026-11-22T12:00:09.000Z'
  const after = applyConversationEvent(thread({ items: [], nextCursor: null }), {
    type: 'read',
    seq: 4,
    userId: 'bob',
    readSeq: 3,
    at,
  })
  expect(after.conversation.participants[1]).toMatchObject({ readSeq: 3, readAt: at })
  expect(after.conversation.participants[0]).toMatchObject({ readSeq: null })
  const older = { type: 'read', seq: 2, userId: 'bob', readSeq: 1, at: '2026-11-22T12:00:01.000Z' } as const
  expect(applyConversationEvent(after, older)).toEqual(after)
})

test('a conversation event replaces the summary, unless it is older than what is known', () => {
  const state = thread({ items: [], nextCursor: null })
  const renamed = conversation('c', { title: 'Choir', lastSeq: 5 })
  expect(
    applyConversationEvent(state, { type: 'conversation', seq: 5, conversation: renamed }).conversation,
  ).toEqual(renamed)
  const old = conversation('c', { title: 'Old', lastSeq: 2 })
  expect(
    applyConversationEvent(state, { type: 'conversation', seq: 2, conversation: old }).conversation.title,
  ).toBeNull()
})

test('a conversation comes to the front with a new message, and stays where it is with any other change', () => {
  const a = conversation('a', { lastMessage: message(3) })
  const b = conversation('b', { lastMessage: message(2) })
  const read = applyInboxEvent(inbox(a, b), {
    type: 'conversation',
    conversation: { ...b, lastSeq: 4, readSeq: 2 },
  })
  expect(ids(read)).toEqual(['a', 'b'])
  const written = applyInboxEvent(inbox(a, b), {
    type: 'conversation',
    conversation: { ...b, lastSeq: 5, lastMessage: message(5) },
  })
  expect(ids(written)).toEqual(['b', 'a'])
})

test('several conversations that changed at once stand in the order of their activity, in whatever order they come', () => {
  const a = conversation('a', { lastSeq: 9, lastMessage: message(9) })
  const b = conversation('b', { lastSeq: 8, lastMessage: message(8) })
  for (const order of [
    [a, b],
    [b, a],
  ]) {
    let state = inbox(conversation('z', { lastMessage: message(1) }), conversation('a'), conversation('b'))
    for (const item of order) state = applyInboxEvent(state, { type: 'conversation', conversation: item })
    expect(ids(state)).toEqual(['a', 'b', 'z'])
  }
})

test('an older summary never takes the place of a newer one', () => {
  const newer = conversation('a', { lastSeq: 9, unread: 2 })
  const state = applyInboxEvent(inbox(newer), {
    type: 'conversation',
    conversation: conversation('a', { lastSeq: 8 }),
  })
  expect(state.pages[0]?.items).toEqual([newer])
})

test('a conversation that was left is gone, and the quota is the newest', () => {
  const state = inbox(conversation('a'), conversation('b'))
  expect(ids(applyInboxEvent(state, { type: 'removed', conversationId: 'a' }))).toEqual(['b'])
  const quota = { ...QUOTA, usedToday: 3, remainingFree: 17 }
  expect(applyInboxEvent(state, { type: 'quota', quota }).quota).toEqual(quota)
})
