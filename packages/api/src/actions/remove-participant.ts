import type { Conversation } from '@pennypost/domain'
import { getConversation } from '../reads/get-conversation.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'
import { announceChange, type Stamped } from './announce-change.ts'

/**
 * Takes somebody out of a group, by its owner; their open subscriptions end.
 * @throws NOT_FOUND, NOT_ALLOWED, INVALID_INPUT
 */
export async function removeParticipant(
  services: Services,
  userId: string,
  conversationId: string,
  removedId: string,
): Promise<Conversation> {
  const stamped = requireDone(
    await services.database.sql<{ answer: Answer<Stamped> }[]>`
      select pennypost.remove_participant(${userId}, ${conversationId}, ${removedId}) as answer`,
  )
  announceChange(services, stamped)
  return await getConversation(services, userId, conversationId)
}
