import type { Message } from './values.ts'

const HOUR_MS = 3_600_000

/** The instant from which a message made at `createdAtMs` is unreadable; null: never. */
export function expiryOf(createdAtMs: number, lifetimeHours: number | null): number | null {
  return lifetimeHours === null ? null : createdAtMs + Math.round(lifetimeHours * HOUR_MS)
}

/** Expired means gone: true from `expiresAt` on, that very millisecond included. */
export function isExpired(message: Pick<Message, 'expiresAt'>, nowMs: number): boolean {
  return message.expiresAt !== null && Date.parse(message.expiresAt) <= nowMs
}

/** Whether a message may be shown, previewed, counted or found. */
export function isReadable(message: Pick<Message, 'content' | 'expiresAt'>, nowMs: number): boolean {
  return message.content !== null && !isExpired(message, nowMs)
}

/** The earliest expiry still ahead, which is when a timer that hides messages has to wake; null: none. */
export function nextExpiry(messages: Iterable<Pick<Message, 'expiresAt'>>, nowMs: number): number | null {
  let next: number | null = null
  for (const { expiresAt } of messages) {
    if (expiresAt === null) continue
    const at = Date.parse(expiresAt)
    if (at > nowMs && (next === null || at < next)) next = at
  }
  return next
}
