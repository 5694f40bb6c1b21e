import type { Instant, Refusal, SendResult } from '@pennypost/domain'

/**
 * - `queued`: waits for its turn, for the connection, or until `retryAt` (ms, device clock)
 * - `sending`: on its way
 * - `failed`: refused; stops its conversation's queue until it is retried or removed.
 *   `refusal` is null where the server could not take the request at all
 * - `expired`: its lifetime ran out before it could be sent; its text is gone
 */
export type OutboxState =
  | { kind: 'queued'; retryAt: number | null }
  | { kind: 'sending' }
  | { kind: 'failed'; refusal: Refusal | null; retryable: boolean }
  | { kind: 'expired' }

/** A message from the moment it was written until the server has it. */
export type OutboxItem = {
  /** The message's own id, a UUIDv7, which it keeps for ever. */
  id: string
  conversationId: string
  content: string
  /** Absent: the conversation's default. Null: never expires. */
  expirationHours?: number | null
  /** The price that was shown, and the most that may be charged; absent: the price at that time. */
  maxPoints?: number
  writtenAt: Instant
  position: number
  state: OutboxState
}

/** `removed`: taken back before it was sent. */
export type SendOutcome =
  | ({ ok: true } & SendResult)
  | { ok: false; reason: 'refused'; refusal: Refusal | null }
  | { ok: false; reason: 'expired' }
  | { ok: false; reason: 'removed' }

export type SendRequest = {
  conversationId: string
  content: string
  expirationHours?: number | null
  maxPoints?: number
}
