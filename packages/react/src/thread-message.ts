import type { OutboxItem } from '@pennypost/client'
import type { Message } from '@pennypost/domain'

/**
 * One row of a thread. Its `id` is its React key from the first moment to the last.
 * `pending` is null once the server has it; before, `seq` is Infinity and `createdAt` is when it was written.
 */
export type ThreadMessage = Message & { pending: OutboxItem | null }
