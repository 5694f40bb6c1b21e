import type { Refusal } from '@pennypost/domain'
import type { ThreadMessage } from './thread-message.ts'

export type MessageStatus =
  | { kind: 'queued' }
  | { kind: 'sending' }
  | { kind: 'sent' }
  /** By somebody else; `useReceipts` says by whom. */
  | { kind: 'read' }
  | { kind: 'failed'; refusal: Refusal | null; retryable: boolean }
  | { kind: 'expired' }

/** How far a message has come. Hand in the row where there is one; an id is looked up in the cache. */
export function useMessageStatus(_message: ThreadMessage | string): MessageStatus {
  return { kind: 'sent' }
}
