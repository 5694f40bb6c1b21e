import { isExpired } from '../expiry.ts'
import type { KeptMessage, ModelState } from './model-state.ts'

/** Takes the text out of what has expired in some conversations, the longest expired first. */
export function eraseExpired(
  state: ModelState,
  conversationIds: readonly string[],
  nowMs: number,
  most: number,
): ModelState {
  const waiting = [...state.messages.values()].filter(
    (message) =>
      message.content !== null &&
      isExpired(message, nowMs) &&
      conversationIds.includes(message.conversationId),
  )
  if (waiting.length === 0) return state
  const messages = new Map(state.messages)
  for (const message of waiting.sort(byExpiry).slice(0, most))
    messages.set(message.id, { ...message, content: null })
  return { ...state, messages }
}

function byExpiry(one: KeptMessage, other: KeptMessage): number {
  const [first, second] = [`${one.expiresAt} ${one.id}`, `${other.expiresAt} ${other.id}`]
  return first < second ? -1 : 1
}

/** What a sign-in does: the person's conversations lose what has expired. */
export function signIn(state: ModelState, userId: string, nowMs: number): ModelState {
  const ids = [...state.conversations.values()]
    .filter(({ people }) => people.includes(userId))
    .map(({ id }) => id)
  return eraseExpired(state, ids, nowMs, Number.POSITIVE_INFINITY)
}
