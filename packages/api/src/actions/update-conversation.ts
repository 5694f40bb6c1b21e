import type { Conversation, UpdateConversationInput } from '@pennypost/domain'
import { getConversation } from '../reads/get-conversation.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'
import { announceChange, type Stamped } from './announce-change.ts'

/**
 * Sets a group's title (by its owner), or the hours after which messages disappear unless they say otherwise.
 * @throws NOT_FOUND, NOT_ALLOWED, INVALID_INPUT
 */
export async function updateConversation(
  services: Services,
  userId: string,
  input: UpdateConversationInput,
): Promise<Conversation> {
  const stamped = requireDone(
    await services.database.sql<{ answer: Answer<Stamped> }[]>`select pennypost.update_conversation(
      ${userId}, ${input.conversationId}, ${input.title ?? null}, ${input.defaultExpirationHours !== undefined},
      ${input.defaultExpirationHours ?? null}) as answer`,
  )
  announceChange(services, stamped)
  return await getConversation(services, userId, input.conversationId)
}
