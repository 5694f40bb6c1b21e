import type { OutboxItem } from '@pennypost/client'
import { expect, test } from 'vitest'
import { en } from '../wording/en/words.ts'
import { waitingWords } from './waiting-words.ts'

const FAILED: OutboxItem['state'] = { kind: 'failed', refusal: null, retryable: false }

const item = (
  position: number,
  conversationId: string,
  state: OutboxItem['state'] = { kind: 'queued', retryAt: null },
): OutboxItem => ({
  id: `${position}`,
  conversationId,
  content: 'text',
  writtenAt: '2026-11-22T00:00:00.000Z',
  position,
  state,
})

test('a message that waits behind a refused one of its conversation says so, others wait to be sent', () => {
  const waiting = item(2, 'with Bob')
  const held = 'Waits for the one above, which was not sent'
  expect(waitingWords(waiting, [item(1, 'with Bob', FAILED), waiting], en)).toBe(held)
  expect(waitingWords(waiting, [item(1, 'with Bob'), waiting], en)).toBe('Waiting to be sent')
  expect(waitingWords(waiting, [item(1, 'with Carol', FAILED), waiting], en)).toBe('Waiting to be sent')
  expect(waitingWords(waiting, [waiting, item(3, 'with Bob', FAILED)], en)).toBe('Waiting to be sent')
})
