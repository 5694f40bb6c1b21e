import type { Conversation } from '@pennypost/domain'
import type { ThreadMessage } from '@pennypost/react'
import type { Row } from './build-rows.ts'
import { MessageRow } from './message-row.tsx'
import { DaySeparator, UnreadSeparator } from './separators.tsx'

type DrawnRowsProps = {
  rows: readonly Row<ThreadMessage>[]
  conversation: Conversation
  names: ReadonlyMap<string, string>
  highlightedKey: string | null
  tabStopKey: string | undefined
  todayMs: number
  watch: (element: HTMLElement | null) => (() => void) | undefined
}

/** Those rows of a thread that are in the document. */
export function DrawnRows(props: DrawnRowsProps) {
  const { rows, conversation, names, highlightedKey, tabStopKey, todayMs, watch } = props
  return rows.map((row) => {
    if (row.kind === 'day')
      return <DaySeparator key={row.key} rowKey={row.key} dayMs={row.dayMs} todayMs={todayMs} watch={watch} />
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
  })
}
