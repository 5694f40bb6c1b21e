import type { Conversation, Page } from '@pennypost/domain'
import type { InfiniteData } from '@tanstack/react-query'
import { KEPT_LIVE } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useFollowing } from './use-store.ts'

export type Unread = Pick<Conversation, 'id' | 'unread'>

const NONE: readonly Unread[] = []

/** How many messages wait, in all and by conversation, latest activity first; rendered again only when that changes. */
export function useUnread() {
  const { data: conversations = NONE } = trpc.conversations.list.useInfiniteQuery(
    {},
    { ...KEPT_LIVE, enabled: useFollowing(), getNextPageParam: (page) => page.nextCursor, select: unreadIn },
  )
  return { conversations, unreadTotal: conversations.reduce((total, { unread }) => total + unread, 0) }
}

function unreadIn({ pages }: InfiniteData<Page<Conversation>>): readonly Unread[] {
  const unreadById = new Map<string, number>()
  // Of one that stands on two pages the first counts, as in the list itself.
  for (const { id, unread } of pages.flatMap(({ items }) => items))
    if (!unreadById.has(id)) unreadById.set(id, unread)
  return [...unreadById].map(([id, unread]) => ({ id, unread }))
}
