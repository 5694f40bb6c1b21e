import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'
import { announceChange, type Stamped } from './announce-change.ts'

/**
 * Leaves a group; after an owner the oldest member is owner.
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function leaveConversation(
  services: Services,
  userId: string,
  conversationId: string,
): Promise<null> {
  const stamped = requireDone(
    await services.database.sql<{ answer: Answer<Stamped> }[]>`
      select pennypost.leave_conversation(${userId}, ${conversationId}) as answer`,
  )
  announceChange(services, stamped)
  return null
}
