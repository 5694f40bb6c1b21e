import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { type UseMessagesOptions, useMessages as useMessagesOrNone } from '../use-messages.ts'
import { useHeld } from './use-held.ts'

/** As `useMessages`, but suspends until the newest messages are there. */
export function useMessages(conversationId: string, options?: UseMessagesOptions) {
  const utils = trpc.useUtils()
  useHeld(queryKeys.conversation(conversationId), () => utils.conversations.get.fetch({ conversationId }))
  useHeld(queryKeys.messagePages(conversationId), () =>
    utils.messages.fetch.fetchInfinite({ conversationId }),
  )
  return useMessagesOrNone(conversationId, options)
}
