import type { Role } from './policy.ts'

/** An instant: ISO 8601, UTC, milliseconds (`2026-11-22T14:31:54.000Z`). */
export type Instant = string

export type Message = {
  id: string
  conversationId: string
  senderId: string
  /** The change number at which it was made; never changes. */
  seq: number
  /** Null once erased or deleted. */
  content: string | null
  createdAt: Instant
  expiresAt: Instant | null
  editedAt: Instant | null
  deletedAt: Instant | null
}

export type Charge = { kind: 'free' } | { kind: 'points'; points: number }

export type NextCharge = Charge | { kind: 'blocked'; points: number; short: number }

export type Quota = {
  dailyFreeLimit: number
  usedToday: number
  remainingFree: number
  pointsPerMessage: number
  balance: number
  next: NextCharge
  /** The local date (`2026-11-22`) and the zone in force for it. */
  day: string
  timeZone: string
  resetsAt: Instant
}

export type Participant = {
  userId: string
  name: string
  role: 'owner' | 'member'
  /** Null: hidden or never read. */
  readSeq: number | null
  readAt: Instant | null
}

export type Conversation = {
  id: string
  kind: 'direct' | 'group'
  title: string | null
  /** The first 20, oneself and the owner first. */
  participants: Participant[]
  participantCount: number
  lastSeq: number
  readSeq: number
  unread: number
  /** The newest that is readable. */
  lastMessage: Message | null
  /** When unread or lastMessage may next change by expiry alone. */
  nextExpiryAt: Instant | null
  defaultExpirationHours: number | null
  createdAt: Instant
}

export type User = { id: string; name: string; role: Role }

/** Somebody who takes part in a conversation, or once did. */
export type NamedUser = Pick<User, 'id' | 'name'>

/** `email` is null for a person who came with a host product's own sign-in. */
export type Me = User & {
  email: string | null
  timeZone: string
  readReceipts: boolean
  typingIndicators: boolean
}

export type WalletEntry = {
  id: string
  /** Negative when points left the wallet. */
  points: number
  balanceAfter: number
  /** `message`, `opening`, `signup`, or the words an operator gave with a grant. */
  reason: string
  messageId: string | null
  createdAt: Instant
}

export type Page<T> = { items: T[]; nextCursor: string | null }

export type SendResult = { message: Message; charge: Charge; quota: Quota }
export type CreateResult = { conversation: Conversation; created: boolean; charge: Charge }
export type ReadResult = { readSeq: number; unread: number }
