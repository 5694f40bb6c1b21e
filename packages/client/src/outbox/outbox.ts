import type { Store } from '../store.ts'
import type { OutboxItem, SendOutcome, SendRequest } from './outbox-item.ts'

/** What was written and has not reached the server yet, in the order of writing, the same in every tab. */
export type Outbox = {
  items: Store<readonly OutboxItem[]>
  /** Queues a message and shows it at once. Settles when the server has taken or refused it. */
  send(request: SendRequest): { id: string; outcome: Promise<SendOutcome> }
  /** Tries a failed one again. `maxPoints`: the price that was shown; absent: that of the refusal, if it named one. */
  retry(id: string, options?: { maxPoints?: number }): void
  retryAll(): void
  /** Takes a message back that is not on its way; returns it, or null where that is too late. */
  remove(id: string): OutboxItem | null
}
