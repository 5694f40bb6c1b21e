import { type NextCharge, nextCharge, type Purse, priceOf, type Quota } from '@pennypost/domain'
import type { OutboxItem } from './outbox-item.ts'

/** What the messages that still wait will cost: `free` of them nothing, `paid` of them `points` in all. */
export type QueuedCost = { count: number; free: number; paid: number; points: number }

/** What the next message costs once those that wait have gone. */
export type PricePreview = {
  next: NextCharge
  /** What to send as `maxPoints`; null where the next message cannot be paid for. */
  maxPoints: number | null
  remainingFree: number
  balance: number
  queued: QueuedCost
}

function isWaiting({ state }: OutboxItem): boolean {
  return state.kind === 'queued' || state.kind === 'sending'
}

/** Prices the next message by the same rule as the server, after the messages that still wait. */
export function previewPrice(quota: Quota, items: readonly OutboxItem[]): PricePreview {
  const purse: Purse = {
    usedToday: quota.usedToday,
    dailyFreeLimit: quota.dailyFreeLimit,
    pointsPerMessage: quota.pointsPerMessage,
    balance: quota.balance,
  }
  const queued: QueuedCost = { count: 0, free: 0, paid: 0, points: 0 }
  for (const item of items) {
    if (!isWaiting(item)) continue
    queued.count += 1
    const price = priceOf(purse)
    if (price.kind === 'free') {
      queued.free += 1
      purse.usedToday += 1
    } else {
      queued.paid += 1
      queued.points += price.points
      purse.balance -= price.points
    }
  }
  const next = nextCharge(purse)
  return {
    next,
    maxPoints: next.kind === 'free' ? 0 : next.kind === 'points' ? next.points : null,
    remainingFree: Math.max(0, purse.dailyFreeLimit - purse.usedToday),
    balance: Math.max(0, purse.balance),
    queued,
  }
}
