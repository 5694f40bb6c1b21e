import type { Refusal } from '@pennypost/domain'
import type { ThreadMessage } from './thread-message.ts'
import { useReceipts } from './use-receipts.ts'
import { useRow } from './use-row.ts'

export type MessageStatus =
  | { kind: 'queued' }
  | { kind: 'sending' }
  | { kind: 'sent' }
  /** By somebody else; `useReceipts` says by whom. */
  | { kind: 'read' }
  | { kind: 'failed'; refusal: Refusal | null; retryable: boolean }
  | { kind: 'expired' }

const SENT: MessageStatus = { kind: 'sent' }
const READ: MessageStatus = { kind: 'read' }

/** How far a message has come. Hand in the row where there is one; an id is looked up in the cache. */
export function useMessageStatus(message: ThreadMessage | string): MessageStatus {
  const row = useRow(message)
  const { readBy } = useReceipts(message)
  if (row?.pending) return row.pending.state
  return readBy.length > 0 ? READ : SENT
}
