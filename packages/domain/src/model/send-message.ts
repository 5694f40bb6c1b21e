import { expiryOf, isExpired } from '../expiry.ts'
import type { SendInput } from '../inputs.ts'
import { POLICY } from '../policy.ts'
import { priceOf, refuseCharge } from '../price.ts'
import type { Message, SendResult } from '../values.ts'
import { accountOn, purseOf, quotaOn } from './account.ts'
import { eraseExpired } from './erase-expired.ts'
import {
  type KeptConversation,
  type KeptMessage,
  type ModelState,
  type Rules,
  refuse,
  requireAccount,
  requireConversation,
  type Step,
  withAccount,
} from './model-state.ts'
import { movePoints } from './wallet.ts'

/**
 * Sends a message; the same id again answers the same and changes nothing.
 * @throws NOT_FOUND, ID_REUSED, PRICE_ABOVE_MAX, NOT_ENOUGH_POINTS, in this order
 */
export function sendMessage(
  rules: Rules,
  state: ModelState,
  senderId: string,
  input: SendInput,
  nowMs: number,
): Step<SendResult> {
  const conversation = requireConversation(state, senderId, input.conversationId)
  const earlier = state.messages.get(input.id)
  if (earlier === undefined) return sendNew(rules, state, conversation, senderId, input, nowMs)
  const isSame =
    earlier.senderId === senderId &&
    earlier.conversationId === input.conversationId &&
    (earlier.content === null || earlier.content === input.content)
  if (!isSame) return refuse({ code: 'ID_REUSED' })
  return { state, result: answer(rules, state, earlier, nowMs) }
}

function sendNew(
  rules: Rules,
  state: ModelState,
  conversation: KeptConversation,
  senderId: string,
  input: SendInput,
  nowMs: number,
): Step<SendResult> {
  const today = accountOn(rules.calendar, requireAccount(state, senderId), nowMs)
  const price = priceOf(purseOf(today, rules.figures))
  const points = price.kind === 'free' ? 0 : price.points
  const refusal = refuseCharge(points, today.balance, input.maxPoints)
  if (refusal !== null) return refuse(refusal)

  const createdAt = new Date(nowMs).toISOString()
  const lifetimeHours =
    input.expirationHours === undefined ? conversation.defaultExpirationHours : input.expirationHours
  const expiresAtMs = expiryOf(nowMs, lifetimeHours)
  const message: KeptMessage = {
    id: input.id,
    conversationId: conversation.id,
    senderId,
    seq: conversation.lastSeq + 1,
    content: input.content,
    createdAt,
    expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
    editedAt: null,
    deletedAt: null,
    chargedPoints: points,
  }
  const payer =
    price.kind === 'free'
      ? { ...today, usedToday: today.usedToday + 1 }
      : movePoints(today, -points, { reason: 'message', messageId: message.id, createdAt })
  const erased = eraseExpired(state, [conversation.id], nowMs, POLICY.sendErasesMax)
  const after = withAccount(
    {
      ...erased,
      messages: new Map(erased.messages).set(message.id, message),
      conversations: new Map(erased.conversations).set(conversation.id, {
        ...conversation,
        lastSeq: message.seq,
      }),
    },
    payer,
  )
  return { state: after, result: answer(rules, after, message, nowMs) }
}

function answer(rules: Rules, state: ModelState, kept: KeptMessage, nowMs: number): SendResult {
  const sender = requireAccount(state, kept.senderId)
  return {
    message: { ...messageOf(kept), content: isExpired(kept, nowMs) ? null : kept.content },
    charge: kept.chargedPoints === 0 ? { kind: 'free' } : { kind: 'points', points: kept.chargedPoints },
    quota: quotaOn(rules.calendar, sender, rules.figures, nowMs),
  }
}

/** A message without what only its sender's answer tells. */
export function messageOf({ chargedPoints: _, ...message }: KeptMessage): Message {
  return message
}
