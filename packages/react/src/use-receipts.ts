import type { Participant } from '@pennypost/domain'
import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import type { ThreadMessage } from './thread-message.ts'
import { useRow } from './use-row.ts'
import { useStore } from './use-store.ts'

/** Who of the others has read a message, as far as they show it; `readAt` of the latest of them. */
export type Receipts = { readBy: readonly Participant[]; readAt: string | null }

const NOBODY: Receipts = { readBy: [], readAt: null }

/** Hand in the row where there is one; an id is looked up in the cache. */
export function useReceipts(message: ThreadMessage | string): Receipts {
  const { live } = useMessaging()
  const row = useRow(message)
  const members = useStore(live.summaryOf(row?.conversationId))?.participants
  return useMemo(() => {
    if (row === undefined || members === undefined) return NOBODY
    const readBy = members.filter(
      ({ userId, readSeq }) => userId !== row.senderId && readSeq !== null && readSeq >= row.seq,
    )
    if (readBy.length === 0) return NOBODY
    const stamps = readBy.flatMap(({ readAt }) => readAt ?? []).sort()
    return { readBy, readAt: stamps.at(-1) ?? null }
  }, [row, members])
}
