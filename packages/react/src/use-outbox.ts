import type { Outbox, OutboxItem } from '@pennypost/client'
import { useSyncExternalStore } from 'react'
import { useMessaging } from './messaging-context.ts'

export type UseOutboxResult = Pick<Outbox, 'retry' | 'retryAll' | 'remove'> & { items: readonly OutboxItem[] }

/** Everything that was written and has not reached the server, of all conversations, oldest first. */
export function useOutbox(): UseOutboxResult {
  const { outbox } = useMessaging().client
  const items = useSyncExternalStore(outbox.items.subscribe, outbox.items.get, outbox.items.get)
  return { items, retry: outbox.retry, retryAll: outbox.retryAll, remove: outbox.remove }
}
