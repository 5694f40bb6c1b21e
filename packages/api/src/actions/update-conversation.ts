import type { Conversation, UpdateConversationInput } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function updateConversation(
  _: Services,
  _u: string,
  _i: UpdateConversationInput,
): Promise<Conversation> {
  throw new Error('not built yet')
}
