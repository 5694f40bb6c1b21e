import type { ThreadMessage } from '@pennypost/react'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useMyId } from '../session/my-id.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import type { useRowList } from './use-row-list.ts'

type JumpPillsProps = {
  list: ReturnType<typeof useRowList>
  keys: readonly string[]
  messages: readonly ThreadMessage[]
  hasUnread: boolean
}

/** Away from the end: how many came meanwhile, and the way there. Above: the first unread, if it is out of sight. */
export function JumpPills({ list, keys, messages, hasUnread }: JumpPillsProps) {
  const words = useWords()
  const formats = useFormats()
  const myId = useMyId()
  const { isFollowing, toEnd, reveal, rows } = list
  const lastSeq = messages.findLast(({ pending }) => pending === null)?.seq ?? 0
  const [seenSeq, setSeenSeq] = useState(lastSeq)
  if (isFollowing && seenSeq !== lastSeq) setSeenSeq(lastSeq)

  const unseen = isFollowing
    ? 0
    : messages.filter(({ seq, senderId, pending }) => pending === null && seq > seenSeq && senderId !== myId)
        .length
  const isMarkerAbove = hasUnread && keys.indexOf('unread') < rows.from

  return (
    <>
      {isMarkerAbove && (
        <Pill place="top-3" icon={<ArrowUp size={16} aria-hidden="true" />} onClick={() => reveal('unread')}>
          {words.thread.unread}
        </Pill>
      )}
      {!isFollowing && (
        <Pill place="bottom-3" icon={<ArrowDown size={16} aria-hidden="true" />} onClick={toEnd}>
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
