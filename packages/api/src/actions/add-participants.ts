import { type Conversation, OPENING_RULES, POLICY } from '@pennypost/domain'
import { getConversation } from '../reads/get-conversation.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'
import { announceChange, type Stamped } from './announce-change.ts'

/**
 * Brings people into a group, by its owner; who is in it already stays.
 * @throws NOT_FOUND, NOT_ALLOWED, INVALID_INPUT
 */
export async function addParticipants(
  services: Services,
  userId: string,
  conversationId: string,
  userIds: string[],
): Promise<Conversation> {
  const stamped = requireDone(
    await services.database.sql<{ answer: Answer<Stamped> }[]>`select pennypost.add_participants(
      ${userId}, ${conversationId}, ${userIds}::text[], ${JSON.stringify(OPENING_RULES)}::jsonb,
      ${POLICY.groupMaxPeople}) as answer`,
  )
  announceChange(services, stamped)
  return await getConversation(services, userId, conversationId)
}
