import type { Participant } from '@pennypost/domain'
import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import type { ThreadMessage } from './thread-message.ts'
import { useRow } from './use-row.ts'
import { useStore } from './use-store.ts'

/** Who of the others has read a message, as far as they show it; `readAt` of the latest of them. */
export type Receipts = { readBy: readonly Participant[]; readAt: string | null }

const NOBODY: Receipts = { readBy: [], readAt: null }

/**
 * Hand in the row where there is one; an id is looked up in the cache. Of people past the first 20 those count whom
 * `useParticipants` has fetched; `useMessages` fetches all of them.
 */
export function useReceipts(message: ThreadMessage | string): Receipts {
  const { live } = useMessaging()
  const row = useRow(message)
  const first = useStore(live.summaryOf(row?.conversationId))?.participants
  const pages = useStore(live.participantPagesOf(row?.conversationId))
  return useMemo(() => {
    if (row === undefined || first === undefined) return NOBODY
    const known = new Set(first.map(({ userId }) => userId))
    const others = pages?.flatMap(({ items }) => items.filter(({ userId }) => !known.has(userId))) ?? []
    const readBy = [...first, ...others].filter(
      ({ userId, readSeq }) => userId !== row.senderId && readSeq !== null && readSeq >= row.seq,
    )
    if (readBy.length === 0) return NOBODY
    const stamps = readBy.flatMap(({ readAt }) => readAt ?? []).sort()
    return { readBy, readAt: stamps.at(-1) ?? null }
  }, [row, first, pages])
}
