import type { Participant } from '@pennypost/domain'
import { skipToken } from '@tanstack/react-query'
import { useMemo } from 'react'
import { trpc } from './trpc.ts'

/** Everybody in a conversation, page by page. */
export function useParticipants(conversationId: string | null | undefined) {
  const query = trpc.conversations.participants.useInfiniteQuery(
    conversationId ? { conversationId } : skipToken,
    { getNextPageParam: (page) => page.nextCursor },
  )
  const { data } = query
  const participants = useMemo<Participant[]>(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  return { ...query, participants, fetchMore: query.fetchNextPage, hasMore: query.hasNextPage }
}
