import type { useMessages } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useSearch } from 'wouter'
import { conversationPath } from '../routing/parse-route.ts'
import type { Row, RowMessage } from './build-rows.ts'
import type { useRowList } from './use-row-list.ts'

const HIGHLIGHT_MS = 2_000

/** The change number in `?m=`, which a link to a message carries; null where there is none. */
export function useLinkedSeq(): number | null {
  const linked = new URLSearchParams(useSearch()).get('m')
  return linked !== null && /^\d{1,15}$/u.test(linked) ? Number(linked) : null
}

type JumpParts = {
  conversationId: string
  thread: Pick<ReturnType<typeof useMessages>, 'jumpTo' | 'jumpToLatest'>
  rows: readonly Row<RowMessage & { seq: number }>[]
  list: Pick<ReturnType<typeof useRowList>, 'reveal' | 'toEnd'>
  linkedSeq: number | null
}

/** Goes to a message by its change number, fetched or not, and shows which one it is; and back to the end. */
export function useJump({ conversationId, thread, rows, list, linkedSeq }: JumpParts) {
  const [, navigate] = useLocation()
  const [targetSeq, setTargetSeq] = useState(linkedSeq)
  const [highlightedKey, setHighlightedKey] = useState<string | null>(null)
  const { reveal, toEnd } = list

  useEffect(() => setTargetSeq(linkedSeq), [linkedSeq])

  useEffect(() => {
    if (targetSeq === null) return
    const target = rows.find((row) => row.kind === 'message' && row.message.seq >= targetSeq)
    if (target === undefined) return
    setTargetSeq(null)
    setHighlightedKey(target.key)
    // Out of the effect, because revealing draws at once.
    queueMicrotask(() => reveal(target.key))
  }, [targetSeq, rows, reveal])

  useEffect(() => {
    if (highlightedKey === null) return
    const timer = setTimeout(() => setHighlightedKey(null), HIGHLIGHT_MS)
    return () => clearTimeout(timer)
  }, [highlightedKey])

  return {
    highlightedKey,
    jumpTo: (seq: number) => {
      thread.jumpTo(seq)
      setTargetSeq(seq)
    },
    jumpToLatest: () => {
      flushSync(() => {
        thread.jumpToLatest()
        if (linkedSeq !== null) navigate(conversationPath(conversationId), { replace: true })
      })
      toEnd()
    },
  }
}
