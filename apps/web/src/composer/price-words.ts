import type { PricePreview, QueuedCost } from '@pennypost/client'
import type { SendObstacle } from '@pennypost/react'
import type { Formats } from '../wording/formats.ts'
import type { Words } from '../wording/use-words.ts'

/** The send button's name, with the price when there is one. */
export function sendName(price: PricePreview | null, words: Words, formats: Formats): string {
  if (price === null) return words.composer.send
  return price.next.kind === 'free'
    ? words.composer.sendFree
    : words.composer.sendFor(price.next.points, formats)
}

/** "Free · 7 left today", "10 points · balance 240", "Not enough points (need 10, have 4)". */
export function priceWords(price: PricePreview, words: Words, formats: Formats): string {
  const { next, remainingFree, balance } = price
  switch (next.kind) {
    case 'free':
      return words.composer.freeLeft(remainingFree, formats)
    case 'points':
      return words.composer.cost(next.points, balance, formats)
    case 'blocked':
      return words.composer.short(next.points, balance, formats)
  }
}

/** "5 queued: 3 free, 2 × 10 points": what goes before the next message, and what it will have cost. */
export function queuedWords(
  { count, free, paid, points }: QueuedCost,
  words: Words,
  formats: Formats,
): string {
  const { queuedCost, queuedFree, queuedPaid } = words.composer
  const parts = [free > 0 && queuedFree(free, formats), paid > 0 && queuedPaid(paid, points / paid, formats)]
  return queuedCost(
    count,
    parts.filter((part) => part !== false),
    formats,
  )
}

/** Why nothing can be sent now. */
export function obstacleWords(obstacle: SendObstacle, words: Words, formats: Formats): string {
  const { reasons, short } = words.composer
  switch (obstacle.kind) {
    case 'blocked':
      return obstacle.byMe ? reasons.blockedByMe : reasons.blocked
    case 'empty':
      return reasons.empty
    case 'too-long':
      return reasons.tooLong(obstacle.overBy, formats)
    case 'price-unknown':
      return reasons.loading
    case 'not-enough-points':
      return short(obstacle.price, obstacle.balance, formats)
  }
}
