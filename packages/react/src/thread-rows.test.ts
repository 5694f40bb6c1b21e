import type { OutboxItem } from '@pennypost/client'
import type { Message } from '@pennypost/domain'
import { expect, test } from 'vitest'
import { createRowMaker, threadOf } from './thread-rows.ts'

const NOW = Date.parse('2026-11-22T12:00:00.000Z')

function message(seq: number, expiresAt: string | null = null): Message {
  const rest = { expiresAt, editedAt: null, deletedAt: null, createdAt: '2026-11-22T11:00:00.000Z' }
  return { id: `m${seq}`, conversationId: 'c', senderId: 'bob', seq, content: `text ${seq}`, ...rest }
}

function item(id: string, position: number): OutboxItem {
  const writtenAt = '2026-11-22T12:00:00.000Z'
  return { id, conversationId: 'c', content: id, writtenAt, position, state: { kind: 'sending' } }
}

test('a thread is what is readable, oldest first, then what waits', () => {
  const thread = threadOf(
    { messages: [message(3), message(1)], items: [item('a', 1), item('b', 2)], nowMs: NOW },
    createRowMaker('alice'),
  )
  expect(thread.map(({ id }) => id)).toEqual(['m1', 'm3', 'a', 'b'])
  expect(thread[2]).toMatchObject({
    senderId: 'alice',
    seq: Number.POSITIVE_INFINITY,
    pending: { position: 1 },
  })
})

test('a message that the server has and the outbox still holds is one row', () => {
  const sources = { messages: [message(1)], items: [item('m1', 1)], nowMs: NOW }
  expect(threadOf(sources, createRowMaker('alice'))).toEqual([{ ...message(1), pending: null }])
})

test('what has expired is not painted, not even first', () => {
  const messages = [message(2, '2026-11-22T12:00:00.000Z'), message(1, '2026-11-22T12:00:00.001Z')]
  const thread = threadOf({ messages, items: [], nowMs: NOW }, createRowMaker('alice'))
  expect(thread.map(({ id }) => id)).toEqual(['m1'])
})

test('the same message gives the same row, so that it renders once', () => {
  const rows = createRowMaker('alice')
  const sources = { messages: [message(2), message(1)], items: [item('a', 1)], nowMs: NOW }
  const again = threadOf(sources, rows)
  threadOf(sources, rows).forEach((row, index) => {
    expect(row).toBe(again[index])
  })
})
