import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'

/**
 * Shows, or stops showing, that somebody types. Nothing is stored; `true` passes once in 3 s.
 * @throws NOT_FOUND, NOT_ALLOWED
 */
export async function setTyping(
  { database, live }: Services,
  userId: string,
  conversationId: string,
  isTyping: boolean,
): Promise<null> {
  const { isShown } = requireDone(
    await database.sql<{ answer: Answer<{ isShown: boolean }> }[]>`
      select pennypost.typing_of(${userId}, ${conversationId}) as answer`,
  )
  const isRepeat = live.presence.isRepeat(conversationId, userId, isTyping, Date.now())
  if (isShown && !isRepeat) live.showTyping(conversationId, userId, isTyping)
  return null
}
