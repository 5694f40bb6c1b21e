import type { OutboxItem } from './outbox-item.ts'

/**
 * Which items may go now: the first of each conversation, unless it was refused, is on its way, or waits.
 * Prices are promised in the order of writing, so one at a different price waits for all that stand before it;
 * else a later message could use up the free one that an earlier was promised.
 */
export function nextToSend(items: readonly OutboxItem[], nowMs: number): OutboxItem[] {
  const stopped = new Set<string>()
  const occupied = new Set<string>()
  const pricesBefore = new Set<number>()
  const ready: OutboxItem[] = []
  for (const item of items) {
    const { conversationId, maxPoints, state } = item
    if (state.kind === 'expired' || stopped.has(conversationId)) continue
    if (state.kind === 'failed') {
      stopped.add(conversationId)
      continue
    }
    const isDue = state.kind === 'queued' && (state.retryAt === null || state.retryAt <= nowMs)
    const isPriceSafe = maxPoints === undefined || [...pricesBefore].every((price) => price === maxPoints)
    if (isDue && isPriceSafe && !occupied.has(conversationId)) ready.push(item)
    occupied.add(conversationId)
    if (maxPoints !== undefined) pricesBefore.add(maxPoints)
  }
  return ready
}

/** The earliest device time at which an item that waits may go; null: none waits for a time. */
export function nextRetryAt(items: readonly OutboxItem[], nowMs: number): number | null {
  let next: number | null = null
  for (const { state } of items) {
    if (state.kind !== 'queued' || state.retryAt === null || state.retryAt <= nowMs) continue
    if (next === null || state.retryAt < next) next = state.retryAt
  }
  return next
}
