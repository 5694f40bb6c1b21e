import {
  invalidInput,
  POLICY,
  type Refusal,
  RefusalError,
  type SendInput,
  type SendResult,
  uuidV7Time,
} from '@pennypost/domain'
import type { SendOutcome } from '../send-path.ts'
import type { Services } from '../services.ts'
import { toCharge, toMessage, toQuota } from '../values.ts'

/**
 * Sends a message: durable, charged, numbered and announced before it is answered. The same id again answers the same, and
 * announces again, which heals a crash between the commit and the announcement.
 * @throws INVALID_INPUT, NOT_FOUND, ID_REUSED, NOT_ALLOWED, PRICE_ABOVE_MAX, NOT_ENOUGH_POINTS, RATE_LIMITED
 */
export async function sendMessage(services: Services, userId: string, input: SendInput): Promise<SendResult> {
  const { clock, limits, live, sendPath } = services
  requireTimelyId(input.id, Math.max(clock.nowMs(), Date.now()))
  await limits.requireSend(userId)

  const heard = clock.ask()
  const outcome = await sendPath.add({
    id: input.id,
    conversationId: input.conversationId,
    senderId: userId,
    content: input.content,
    expirationHours: input.expirationHours,
    maxPoints: input.maxPoints ?? null,
  })
  heard(outcome.at)
  if (outcome.outcome !== 'SENT') throw new RefusalError(refusalOf(outcome, input))

  const message = toMessage(input.conversationId, {
    ...outcome,
    id: input.id,
    sender_id: userId,
    content: outcome.is_new ? input.content : outcome.content,
  })
  const { conversationId, seq } = message
  // Of one that has expired since there is nothing left to tell.
  if (message.content !== null)
    live.announce({ conversationId, seq, event: { type: 'message', seq, message }, removed: [] })
  const others = (await audience(services, conversationId, outcome)).filter((each) => each !== userId)
  live.notify(others, { conversationIds: [conversationId] })
  live.notify([userId], { conversationIds: [conversationId], quota: true })
  return { message, charge: toCharge(outcome.charged_points), quota: toQuota(outcome) }
}

/** @throws INVALID_INPUT where the id's own instant lies further ahead than clocks are wrong */
export function requireTimelyId(id: string, nowMs: number): void {
  if (uuidV7Time(id) > nowMs + POLICY.messageIdMaxAheadHours * 3_600_000)
    throw invalidInput('id', 'lies in the future: make it from the current time')
}

async function audience(
  { live }: Services,
  conversationId: string,
  outcome: SendOutcome,
): Promise<readonly string[]> {
  const { direct_low, direct_high, changed_seq } = outcome
  if (direct_low !== null && direct_high !== null) return [direct_low, direct_high]
  return await live.members.of(conversationId, changed_seq)
}

function refusalOf({ outcome, price, balance }: SendOutcome, input: SendInput): Refusal {
  switch (outcome) {
    case 'NOT_ENOUGH_POINTS':
      return { code: outcome, price, balance }
    case 'PRICE_ABOVE_MAX':
      return { code: outcome, price, maxPoints: input.maxPoints ?? 0 }
    case 'SENT':
      throw new Error('a message that was sent is not refused')
    default:
      return { code: outcome }
  }
}
