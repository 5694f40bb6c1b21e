import type { Conversation } from '@pennypost/domain'
import type { ThreadMessage } from '@pennypost/react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useMyId } from '../session/my-id.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import type { useJump } from './use-jump.ts'
import type { useRowList } from './use-row-list.ts'

export type JumpPillsProps = {
  list: ReturnType<typeof useRowList>
  jump: Pick<ReturnType<typeof useJump>, 'jumpTo' | 'jumpToLatest'>
  keys: readonly string[]
  messages: readonly ThreadMessage[]
  conversation: Conversation
  isAtEnd: boolean
  /** As it was on opening: reading must not take the way back. */
  firstUnreadSeq: number | null
}

/** Away from the end: how many came meanwhile, and the way there. Above: the first unread, if it is out of sight. */
export function JumpPills(props: JumpPillsProps) {
  const { list, jump, keys, messages, conversation, isAtEnd, firstUnreadSeq } = props
  const words = useWords()
  const formats = useFormats()
  const myId = useMyId()
  const { reveal, rows } = list
  const isFollowing = list.isFollowing && isAtEnd
  const heldSeq = messages.findLast(({ pending }) => pending === null)?.seq ?? 0
  const lastSeq = Math.max(heldSeq, conversation.lastMessage?.seq ?? 0)
  // Whoever comes back to the middle of a thread has not seen what they have not read.
  const [seenSeq, setSeenSeq] = useState(conversation.readSeq)
  if ((isFollowing || !isAtEnd) && seenSeq !== lastSeq) setSeenSeq(lastSeq)

  const unseen =
    isFollowing || !isAtEnd
      ? 0
      : messages.filter(
          ({ seq, senderId, pending }) => pending === null && seq > seenSeq && senderId !== myId,
        ).length
  const [hasBeenThere, setHasBeenThere] = useState(false)
  const openedUnreadSeq = hasBeenThere ? null : firstUnreadSeq
  const markerAt = keys.indexOf('unread')
  const isMarkerAbove = markerAt >= 0 && markerAt < rows.from
  const isMarkerMissing =
    markerAt < 0 && isAtEnd && openedUnreadSeq !== null && (messages[0]?.seq ?? 0) > openedUnreadSeq

  const toUnread = () => {
    if (markerAt >= 0) return reveal('unread')
    if (openedUnreadSeq !== null) jump.jumpTo(openedUnreadSeq)
    setHasBeenThere(true)
  }

  return (
    <>
      {(isMarkerAbove || isMarkerMissing) && (
        <Pill place="top-3" icon={<ArrowUp size={16} aria-hidden="true" />} onClick={toUnread}>
          {words.thread.toUnread}
        </Pill>
      )}
      {!isFollowing && (
        <Pill place="bottom-3" icon={<ArrowDown size={16} aria-hidden="true" />} onClick={jump.jumpToLatest}>
          {unseen > 0 ? words.thread.unseen(unseen, formats) : words.thread.jumpToLatest}
        </Pill>
      )}
    </>
  )
}

type PillProps = { place: string; icon: ReactNode; onClick: () => void; children: ReactNode }

function Pill({ place, icon, onClick, children }: PillProps) {
  return (
    <div className={`pointer-events-none absolute inset-x-0 ${place} flex justify-center`}>
      <button
        type="button"
        onClick={onClick}
        className="pointer-events-auto flex min-h-9 animate-[fade-in_150ms] items-center gap-2 rounded-full border border-line-strong/50 bg-card px-4 text-ink text-sm shadow-lift hover:bg-well pointer-coarse:min-h-11"
      >
        {icon}
        {children}
      </button>
    </div>
  )
}
