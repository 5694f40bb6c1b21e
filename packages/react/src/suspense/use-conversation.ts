import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useConversation as useConversationOrNone } from '../use-conversation.ts'
import { requireHeld, useHeld } from './use-held.ts'

/** As `useConversation`, but suspends until it is known, and throws once it is not ours any more. */
export function useConversation(conversationId: string) {
  const utils = trpc.useUtils()
  useHeld(queryKeys.me(), () => utils.users.me.fetch())
  useHeld(queryKeys.conversation(conversationId), () => utils.conversations.get.fetch({ conversationId }))
  const result = useConversationOrNone(conversationId)
  return { ...result, conversation: requireHeld(result.conversation, result.error) }
}
