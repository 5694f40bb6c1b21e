import type { OutboxItem } from '@pennypost/client'
import { isExpired, type Message } from '@pennypost/domain'
import type { ThreadMessage } from './thread-message.ts'

/** Makes rows, and gives the same object for the same message again, so that rows render once. */
export type RowMaker = {
  ofMessage(message: Message): ThreadMessage
  ofPending(item: OutboxItem): ThreadMessage
}

/** `me`: the one who writes what waits. */
export function createRowMaker(me: string): RowMaker {
  const rows = new WeakMap<Message | OutboxItem, ThreadMessage>()
  function remember(source: Message | OutboxItem, make: () => ThreadMessage): ThreadMessage {
    const row = rows.get(source) ?? make()
    rows.set(source, row)
    return row
  }
  return {
    ofMessage: (message) => remember(message, () => ({ ...message, pending: null })),
    ofPending: (item) =>
      remember(item, () => ({
        id: item.id,
        conversationId: item.conversationId,
        senderId: me,
        seq: Number.POSITIVE_INFINITY,
        content: item.state.kind === 'expired' ? null : item.content,
        createdAt: item.writtenAt,
        expiresAt: null,
        editedAt: null,
        deletedAt: null,
        pending: item,
      })),
  }
}

export type ThreadSources = {
  /** Newest first, as they were fetched. */
  messages: readonly Message[]
  items: readonly OutboxItem[]
  nowMs: number
}

/** A thread, oldest to newest: what is readable, then what waits; a message that is both is the server's. */
export function threadOf(sources: ThreadSources, rows: RowMaker): ThreadMessage[] {
  const { messages, items, nowMs } = sources
  const seen = new Set<string>()
  const thread: ThreadMessage[] = []
  for (const message of messages) {
    if (seen.has(message.id) || isExpired(message, nowMs)) continue
    seen.add(message.id)
    thread.push(rows.ofMessage(message))
  }
  thread.reverse()
  for (const item of items) if (!seen.has(item.id)) thread.push(rows.ofPending(item))
  return thread
}
