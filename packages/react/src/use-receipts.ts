import type { Participant } from '@pennypost/domain'
import type { ThreadMessage } from './thread-message.ts'

/** Who of the others has read a message, as far as they show it; `readAt` of the latest. */
export type Receipts = { readBy: readonly Participant[]; readAt: string | null }

export function useReceipts(_message: ThreadMessage | string): Receipts {
  return { readBy: [], readAt: null }
}
