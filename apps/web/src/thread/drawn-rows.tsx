import type { Conversation } from '@pennypost/domain'
import { afterPaint, type ThreadMessage } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { useWords } from '../wording/use-words.ts'
import type { Row } from './build-rows.ts'
import { MessageRow } from './message-row.tsx'
import type { RowWindow } from './row-window.ts'
import { DaySeparator, UnreadSeparator } from './separators.tsx'

type DrawnRowsProps = {
  rows: readonly Row<ThreadMessage>[]
  window: RowWindow
  conversation: Conversation
  names: ReadonlyMap<string, string>
  highlightedKey: string | null
  tabStopKey: string | undefined
  todayMs: number
  watch: (element: HTMLElement | null) => (() => void) | undefined
}

/** Rows that are pushed out above, or that a list which comes to rest needs no more: so many stay until there is time. */
const MOST_LATE_ROWS = 20

/** Those rows of a thread that are in the document, between what stands for the others. */
export function DrawnRows(props: DrawnRowsProps) {
  const { rows, window, conversation, names, highlightedKey, tabStopKey, todayMs, watch } = props
  const words = useWords()
  const [settled, setSettled] = useState(window)
  const isLate = settled.from < window.from && window.from - settled.from <= MOST_LATE_ROWS
  const hasMoved = settled.from !== window.from
  useEffect(() => (hasMoved ? afterPaint(() => setSettled(window)) : undefined), [hasMoved, window])
  const { from, spaceBeforePx } = isLate ? settled : window

  return (
    <ol
      aria-label={words.thread.messages}
      className="mx-auto w-full max-w-3xl px-3 md:px-6"
      style={{ paddingBlockStart: spaceBeforePx, paddingBlockEnd: window.spaceAfterPx }}
    >
      {rows.slice(from, window.to).map((row) => {
        if (row.kind === 'day')
          return (
            <DaySeparator key={row.key} rowKey={row.key} dayMs={row.dayMs} todayMs={todayMs} watch={watch} />
          )
        if (row.kind === 'unread') return <UnreadSeparator key={row.key} rowKey={row.key} watch={watch} />
        return (
          <MessageRow
            key={row.key}
            message={row.message}
            startsGroup={row.startsGroup}
            isGroupConversation={conversation.kind === 'group'}
            isHighlighted={row.key === highlightedKey}
            isTabStop={row.key === tabStopKey}
            senderName={names.get(row.message.senderId)}
            watch={watch}
          />
        )
      })}
    </ol>
  )
}
