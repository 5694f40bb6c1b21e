import type { Conversation } from '@pennypost/domain'
import { useEffect } from 'react'
import { useParticipants } from './use-participants.ts'

/** Fetches all participants of a conversation whose summary has only the first, so that the events find their read marks. */
export function useEverybody(conversation: Conversation | undefined): void {
  const isLarge =
    conversation !== undefined && conversation.participantCount > conversation.participants.length
  const { hasMore, isFetching, isError, fetchMore } = useParticipants(isLarge ? conversation.id : null)
  useEffect(() => {
    if (hasMore && !isFetching && !isError) void fetchMore()
  }, [hasMore, isFetching, isError, fetchMore])
}
