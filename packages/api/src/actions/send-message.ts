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

  const { conversationId } = input
  const { seq, created_at, expires_at, edited_at, deleted_at } = outcome
  const content = outcome.is_new ? input.content : outcome.content
  const row = { id: input.id, sender_id: userId, seq, content, created_at, expires_at, edited_at, deleted_at }
  const message = toMessage(conversationId, row)
  // Of one that has expired since there is nothing left to tell.
  if (content !== null)
    live.announce({ conversationId, seq, event: { type: 'message', seq, message }, removed: [] })
  const people = peopleOfDirect(outcome) ?? (await live.participants.of(conversationId, outcome.changed_seq))
  const others = people.filter((each) => each !== userId)
  live.notify(others, { conversationIds: [conversationId] })
  live.notify([userId], { conversationIds: [conversationId], quota: true })
  return { message, charge: toCharge(outcome.charged_points), quota: toQuota(outcome) }
}

/** @throws INVALID_INPUT where the id's own instant lies further ahead than clocks are wrong */
export function requireTimelyId(id: string, nowMs: number): void {
  if (uuidV7Time(id) > nowMs + POLICY.messageIdMaxAheadHours * 3_600_000)
    throw invalidInput('id', 'lies in the future: make it from the current time')
}

/** @returns null in a group */
function peopleOfDirect({ direct_low, direct_high }: SendOutcome): readonly string[] | null {
  return direct_low === null || direct_high === null ? null : [direct_low, direct_high]
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
