import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useConversations as useConversationsOrNone } from '../use-conversations.ts'
import { useHeld } from './use-held.ts'

/** As `useConversations`, but suspends until the first page of the list is there. */
export function useConversations() {
  const utils = trpc.useUtils()
  useHeld(queryKeys.me(), () => utils.users.me.fetch())
  useHeld(queryKeys.firstConversations(), () => utils.conversations.list.fetchInfinite({}))
  return useConversationsOrNone()
}
