import { invalidInput } from '@pennypost/domain'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'

/**
 * Silences somebody: nothing passes between the two any more, what was written stays readable.
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function blockUser(services: Services, userId: string, blockedId: string): Promise<null> {
  if (blockedId === userId) throw invalidInput('userId', 'must be somebody else')
  return await setBlock(services, userId, blockedId, true)
}

/**
 * Lets somebody through again.
 * @throws NOT_FOUND
 */
export async function unblockUser(services: Services, userId: string, blockedId: string): Promise<null> {
  return await setBlock(services, userId, blockedId, false)
}

async function setBlock(
  { database, live }: Services,
  userId: string,
  blockedId: string,
  isBlocked: boolean,
): Promise<null> {
  const { conversationIds } = requireDone(
    await database.sql<{ answer: Answer<{ conversationIds: string[] }> }[]>`
      select pennypost.set_block(${userId}, ${blockedId}, ${isBlocked}) as answer`,
  )
  live.viewers.refresh([userId, blockedId])
  if (conversationIds.length > 0) live.notify([userId, blockedId], { conversationIds })
  return null
}
