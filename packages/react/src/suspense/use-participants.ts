import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useParticipants as useParticipantsOrNone } from '../use-participants.ts'
import { useHeld } from './use-held.ts'

/** As `useParticipants`, but suspends until the first page is there. */
export function useParticipants(conversationId: string) {
  const utils = trpc.useUtils()
  useHeld(queryKeys.participants(conversationId), () =>
    utils.conversations.participants.fetchInfinite({ conversationId }),
  )
  return useParticipantsOrNone(conversationId)
}
