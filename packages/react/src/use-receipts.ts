import type { Participant } from '@pennypost/domain'
import { useMemo } from 'react'
import type { ThreadMessage } from './thread-message.ts'
import { useConversation } from './use-conversation.ts'
import { useRow } from './use-row.ts'

/** Who of the others has read a message, as far as they show it; `readAt` of the latest of them. */
export type Receipts = { readBy: readonly Participant[]; readAt: string | null }

/** Hand in the row where there is one; an id is looked up in the cache. */
export function useReceipts(message: ThreadMessage | string): Receipts {
  const row = useRow(message)
  const { members } = useConversation(row?.conversationId)
  return useMemo(() => {
    if (row === undefined) return { readBy: [], readAt: null }
    const readBy = members.filter(
      ({ userId, readSeq }) => userId !== row.senderId && readSeq !== null && readSeq >= row.seq,
    )
    const stamps = readBy.flatMap(({ readAt }) => readAt ?? []).sort()
    return { readBy, readAt: stamps.at(-1) ?? null }
  }, [row, members])
}
