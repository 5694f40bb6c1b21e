import type { OutboxItem, Store } from '@pennypost/client'
import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import type { ThreadMessage } from './thread-message.ts'
import { createRowMaker } from './thread-rows.ts'
import { useStore } from './use-store.ts'

const NO_ITEMS: readonly OutboxItem[] = []
/** A row that was handed in knows its own item, and need not hear of the others. */
const SILENT: Store<readonly OutboxItem[]> = { get: () => NO_ITEMS, subscribe: () => () => {} }

/** The row of a message that is given by itself or by its id; undefined where nothing cached has that id. */
export function useRow(message: ThreadMessage | string): ThreadMessage | undefined {
  const { client, live } = useMessaging()
  const items = useStore(typeof message === 'string' ? client.outbox.items : SILENT)
  return useMemo(() => {
    if (typeof message !== 'string') return message
    const rows = createRowMaker(live.cached.myId())
    const item = items.find(({ id }) => id === message)
    if (item) return rows.ofPending(item)
    for (const page of live.cached.messagePages()) {
      const found = page.items.find(({ id }) => id === message)
      if (found) return rows.ofMessage(found)
    }
    return undefined
  }, [message, items, live])
}
