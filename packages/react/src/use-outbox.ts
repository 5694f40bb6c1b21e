import type { Outbox, OutboxItem } from '@pennypost/client'
import { useMessaging } from './messaging-context.ts'
import { useStore } from './use-store.ts'

export type UseOutboxResult = Pick<Outbox, 'retry' | 'retryAll' | 'remove'> & { items: readonly OutboxItem[] }

/** Everything that was written and has not reached the server, of all conversations, oldest first. */
export function useOutbox(): UseOutboxResult {
  const { outbox } = useMessaging().client
  const items = useStore(outbox.items)
  return { items, retry: outbox.retry, retryAll: outbox.retryAll, remove: outbox.remove }
}
