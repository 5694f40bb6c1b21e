import { isReadable } from '../expiry.ts'
import type { Message } from '../values.ts'
import { type ModelState, requireConversation } from './model-state.ts'
import { messageOf } from './send-message.ts'

/**
 * A conversation's readable messages, newest first.
 * @throws NOT_FOUND
 */
export function fetchMessages(
  state: ModelState,
  userId: string,
  conversationId: string,
  nowMs: number,
): Message[] {
  requireConversation(state, userId, conversationId)
  return [...state.messages.values()]
    .filter((message) => message.conversationId === conversationId && isReadable(message, nowMs))
    .sort((one, other) => other.seq - one.seq)
    .map(messageOf)
}
