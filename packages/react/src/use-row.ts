import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import type { ThreadMessage } from './thread-message.ts'
import { createRowMaker } from './thread-rows.ts'
import { useMe } from './use-me.ts'
import { useStore } from './use-store.ts'

/** The row of a message that is given by itself or by its id; undefined where nothing cached has that id. */
export function useRow(message: ThreadMessage | string): ThreadMessage | undefined {
  const { client, live } = useMessaging()
  const { me } = useMe()
  const items = useStore(client.outbox.items)
  return useMemo(() => {
    if (typeof message !== 'string') return message
    const rows = createRowMaker(me?.id ?? '')
    for (const page of live.cached.messagePages()) {
      const found = page.items.find(({ id }) => id === message)
      if (found) return rows.ofMessage(found)
    }
    const item = items.find(({ id }) => id === message)
    return item && rows.ofPending(item)
  }, [message, items, live, me])
}
