import type { OutboxItem } from '@pennypost/client'
import type { Words } from '../wording/use-words.ts'

/** What a message waits for: its turn, or that something is done about one above it that was refused. */
export function waitingWords(item: OutboxItem, items: readonly OutboxItem[], { message }: Words): string {
  const isHeldUp = items.some(
    ({ conversationId, position, state }) =>
      conversationId === item.conversationId && position < item.position && state.kind === 'failed',
  )
  return isHeldUp ? message.queuedBehind : message.queued
}
