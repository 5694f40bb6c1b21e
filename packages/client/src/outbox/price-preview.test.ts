import type { Quota } from '@pennypost/domain'
import { expect, test } from 'vitest'
import type { OutboxItem, OutboxState } from './outbox-item.ts'
import { previewPrice } from './price-preview.ts'

function quota(usedToday: number, balance: number): Quota {
  const remainingFree = Math.max(0, 20 - usedToday)
  return {
    dailyFreeLimit: 20,
    usedToday,
    remainingFree,
    pointsPerMessage: 10,
    balance,
    next: remainingFree > 0 ? { kind: 'free' } : { kind: 'points', points: 10 },
    day: '2026-11-22',
    timeZone: 'UTC',
    resetsAt: '2026-11-23T00:00:00.000Z',
  }
}

function items(count: number, state: OutboxState = { kind: 'queued', retryAt: null }): OutboxItem[] {
  return Array.from({ length: count }, (_, position) => ({
    id: `id-${position}`,
    conversationId: 'c',
    content: 'x',
    writtenAt: '2026-11-22T12:00:00.000Z',
    position,
    state,
  }))
}

test('the price is right at the first, the twentieth and the twenty-first message, and with an empty wallet', () => {
  expect(previewPrice(quota(0, 0), [])).toMatchObject({
    next: { kind: 'free' },
    maxPoints: 0,
    remainingFree: 20,
  })
  expect(previewPrice(quota(19, 0), [])).toMatchObject({
    next: { kind: 'free' },
    maxPoints: 0,
    remainingFree: 1,
  })
  expect(previewPrice(quota(20, 25), [])).toMatchObject({
    next: { kind: 'points', points: 10 },
    maxPoints: 10,
  })
  expect(previewPrice(quota(20, 4), [])).toMatchObject({
    next: { kind: 'blocked', points: 10, short: 6 },
    maxPoints: null,
    balance: 4,
  })
})

test('messages that wait use up the free ones and the points first', () => {
  expect(previewPrice(quota(17, 25), items(5))).toEqual({
    next: { kind: 'blocked', points: 10, short: 5 },
    maxPoints: null,
    remainingFree: 0,
    balance: 5,
    queued: { count: 5, free: 3, paid: 2, points: 20 },
  })
  expect(previewPrice(quota(19, 25), items(1))).toMatchObject({ maxPoints: 10, balance: 25 })
})

test('messages that were refused or ran out cost nothing', () => {
  const failed: OutboxState = { kind: 'failed', refusal: { code: 'NOT_ALLOWED' }, retryable: false }
  expect(previewPrice(quota(19, 0), [...items(3, failed), ...items(2, { kind: 'expired' })])).toMatchObject({
    maxPoints: 0,
    queued: { count: 0, free: 0, paid: 0, points: 0 },
  })
})
