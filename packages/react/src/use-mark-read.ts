import { useEffect, useMemo } from 'react'
import { createReadMarker } from './live/read-marker.ts'
import { useMessaging } from './messaging-context.ts'

/**
 * A ref for the rows of a thread, which must carry `data-seq={message.seq}`:
 * `const markRead = useMarkRead(id)` … `<li ref={markRead} data-seq={message.seq}>`.
 * A row counts as read when at least half of it has been visible for half a second in a visible, focused page;
 * marks are cumulative and sent once for many rows.
 */
export function useMarkRead(
  conversationId: string | null | undefined,
): (row: HTMLElement | null) => (() => void) | undefined {
  const { client, live } = useMessaging()
  const marker = useMemo(
    () =>
      createReadMarker({
        markRead: (input) => client.trpc.messages.read.mutate(input),
        cached: live.cached,
        conversationId: conversationId ?? null,
      }),
    [client, live, conversationId],
  )
  useEffect(() => marker.start(), [marker])
  return marker.observe
}
