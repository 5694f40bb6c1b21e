import { type Charge, type Message, nextCharge, type Quota } from '@pennypost/domain'

/** The columns of a message's row, as SQL names them; all rows of a page are of one conversation. */
export type MessageRow = {
  id: string
  sender_id: string
  seq: number
  content: string | null
  created_at: string
  expires_at: string | null
  edited_at: string | null
  deleted_at: string | null
}

export function toMessage(conversationId: string, row: MessageRow): Message {
  return {
    id: row.id,
    conversationId,
    senderId: row.sender_id,
    seq: row.seq,
    content: row.content,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  }
}

/** The columns that `quota_of` and `send_messages` answer. */
export type QuotaRow = {
  used_today: number
  daily_free_limit: number
  points_per_message: number
  balance: number
  day: string
  time_zone: string
  resets_at: string
}

export function toQuota(row: QuotaRow): Quota {
  const purse = {
    dailyFreeLimit: row.daily_free_limit,
    usedToday: row.used_today,
    pointsPerMessage: row.points_per_message,
    balance: row.balance,
  }
  return {
    dailyFreeLimit: purse.dailyFreeLimit,
    usedToday: purse.usedToday,
    remainingFree: Math.max(0, purse.dailyFreeLimit - purse.usedToday),
    pointsPerMessage: purse.pointsPerMessage,
    balance: purse.balance,
    next: nextCharge(purse),
    day: row.day,
    timeZone: row.time_zone,
    resetsAt: row.resets_at,
  }
}

export function toCharge(points: number): Charge {
  return points === 0 ? { kind: 'free' } : { kind: 'points', points }
}
