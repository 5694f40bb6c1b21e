import { type Conversation, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'

/**
 * A conversation as one person sees it.
 * @throws NOT_FOUND for anybody who takes no part, as if it did not exist
 */
export async function getConversation(
  { live }: Services,
  userId: string,
  conversationId: string,
): Promise<Conversation> {
  const { conversation } = await live.summaries.add({ userId, conversationId })
  if (conversation === null) throw new RefusalError({ code: 'NOT_FOUND' })
  return conversation
}
