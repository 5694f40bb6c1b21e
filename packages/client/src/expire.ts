import { type Conversation, isExpired, type Message, nextExpiry, type Page } from '@pennypost/domain'

/** Pages without what has expired; the same object where nothing has. */
export function withoutExpired(pages: Page<Message>[], nowMs: number): Page<Message>[] {
  if (!pages.some((page) => page.items.some((message) => isExpired(message, nowMs)))) return pages
  return pages.map((page) => ({
    ...page,
    items: page.items.filter((message) => !isExpired(message, nowMs)),
  }))
}

/** A summary without an expired preview. What stands behind it only the server knows: ask where `isStale`. */
export function withoutExpiredPreview(conversation: Conversation, nowMs: number): Conversation {
  const { lastMessage } = conversation
  return lastMessage !== null && isExpired(lastMessage, nowMs)
    ? { ...conversation, lastMessage: null }
    : conversation
}

/** Whether time alone has changed what the server would answer. */
export function isStale({ nextExpiryAt }: Conversation, nowMs: number): boolean {
  return nextExpiryAt !== null && Date.parse(nextExpiryAt) <= nowMs
}

/** When the first of all these messages expires; null: never. */
export function nextExpiryIn(pages: Page<Message>[], nowMs: number): number | null {
  return nextExpiry(
    pages.flatMap((page) => page.items),
    nowMs,
  )
}
