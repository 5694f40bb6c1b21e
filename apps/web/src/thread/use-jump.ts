import type { Conversation } from '@pennypost/domain'
import type { useMessages } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation, useSearch } from 'wouter'
import { useToast } from '../design/toast.tsx'
import { conversationPath } from '../routing/parse-route.ts'
import { useWords } from '../wording/use-words.ts'
import type { useRowList } from './use-row-list.ts'

const HIGHLIGHT_MS = 2_000

/** The change number in `?m=`, which a link to a message carries; null where there is none. */
export function useLinkedSeq(): number | null {
  const linked = new URLSearchParams(useSearch()).get('m')
  return linked !== null && /^\d{1,15}$/u.test(linked) ? Number(linked) : null
}

type JumpParts = {
  conversation: Conversation
  thread: Pick<
    ReturnType<typeof useMessages>,
    'messages' | 'isFresh' | 'isFetchingOlder' | 'jumpTo' | 'jumpToLatest'
  >
  list: Pick<ReturnType<typeof useRowList>, 'reveal' | 'toEnd'>
  linkedSeq: number | null
}

/** Goes to a message by its change number, fetched or not, and shows which one it is; and back to the end. */
export function useJump({ conversation, thread, list, linkedSeq }: JumpParts) {
  const [, navigate] = useLocation()
  const [targetSeq, setTargetSeq] = useState(linkedSeq)
  const [highlightedKey, setHighlightedKey] = useState<string | null>(null)
  const { messages, isFresh, isFetchingOlder } = thread
  const latest = conversationPath(conversation.id)
  const hasNothing = isFresh && !isFetchingOlder && conversation.lastMessage === null
  const { reveal, toEnd } = list
  const show = useToast()
  const { linkedGone: gone } = useWords().thread

  useEffect(() => setTargetSeq(linkedSeq), [linkedSeq])

  useEffect(() => {
    const sent = messages.filter(({ pending }) => pending === null)
    if (targetSeq === null || (sent.length === 0 && !hasNothing)) return
    const target = sent.find(({ seq }) => seq >= targetSeq)
    // A link means one message; for the first unread one the next is as good.
    const isGone = targetSeq === linkedSeq && target?.seq !== targetSeq
    setTargetSeq(null)
    if (isGone) show(gone)
    // Around a place where nothing is nothing would come either.
    if (sent.length === 0) navigate(latest, { replace: true })
    if (target === undefined) return
    if (!isGone) setHighlightedKey(target.id)
    // Out of the effect, because revealing draws at once.
    queueMicrotask(() => reveal(target.id))
  }, [targetSeq, linkedSeq, messages, hasNothing, reveal, show, gone, navigate, latest])

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
        if (linkedSeq !== null) navigate(latest, { replace: true })
      })
      toEnd()
    },
  }
}
