import type { Conversation } from '@pennypost/domain'
import { useMarkRead, useMessages } from '@pennypost/react'
import { useCallback, useEffect, useMemo } from 'react'
import { Button } from '../design/button.tsx'
import { Skeleton } from '../design/skeleton.tsx'
import { useMyId } from '../session/my-id.ts'
import { Broken } from '../shell/error-boundary.tsx'
import { useToday } from '../shell/use-today.ts'
import { useWords } from '../wording/use-words.ts'
import { buildRows } from './build-rows.ts'
import { EmptyThread } from './empty-thread.tsx'
import { FloatingDate } from './floating-date.tsx'
import { JumpPills } from './jump-pills.tsx'
import { MessageRow } from './message-row.tsx'
import { DaySeparator, UnreadSeparator } from './separators.tsx'
import { useArrivals } from './use-arrivals.ts'
import { usePlaces } from './use-places.ts'
import { useRowList } from './use-row-list.ts'

/** With fewer rows than this left above what is drawn, the next page is fetched. */
const LOAD_AHEAD_ROWS = 60

/** A conversation's messages, of which only those that can be seen are in the document. */
export function MessageList({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const myId = useMyId()
  const todayMs = useToday()
  const thread = useMessages(conversation.id)
  const { messages, firstUnreadId, hasOlder, isFetchingOlder, fetchOlder, isPending, isFetchNextPageError } =
    thread
  const rows = useMemo(() => buildRows(messages, firstUnreadId), [messages, firstUnreadId])
  const keys = useMemo(() => rows.map(({ key }) => key), [rows])
  const last = messages.at(-1)
  const { savedPlace, keepPlace } = usePlaces(conversation.id)
  const list = useRowList(keys, last?.senderId === myId && last.pending ? last.id : null, savedPlace)
  const { scroller, rowRef, place } = list
  const markRead = useMarkRead(conversation.id)
  const { participants } = conversation
  const names = useMemo(() => new Map(participants.map(({ userId, name }) => [userId, name])), [participants])
  useArrivals(messages, names)

  const watchRow = useCallback(
    (element: HTMLElement | null) => {
      const forget = [rowRef(element), markRead(element)]
      return () => {
        for (const each of forget) each?.()
      }
    },
    [rowRef, markRead],
  )

  useEffect(() => () => keepPlace(place.current), [keepPlace, place])

  useEffect(() => {
    if (!hasOlder || isFetchingOlder || isPending || isFetchNextPageError) return
    if (list.rows.from < LOAD_AHEAD_ROWS) void fetchOlder()
  }, [hasOlder, isFetchingOlder, isPending, isFetchNextPageError, fetchOlder, list.rows.from])

  if (thread.isError && messages.length === 0)
    return <Broken error={thread.error} onRetry={() => void thread.refetch()} />
  const isEmpty = messages.length === 0 && !isPending

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {isPending && messages.length === 0 && (
        <div className="absolute inset-x-0 bottom-0">
          <Skeleton label={words.loading} lines={5} />
        </div>
      )}
      {isEmpty && <EmptyThread defaultExpirationHours={conversation.defaultExpirationHours} />}
      <div
        ref={scroller}
        onScroll={list.onScroll}
        className="scroll-quiet flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <ol
          aria-label={words.thread.messages}
          className="mx-auto w-full max-w-3xl px-3 md:px-6"
          style={{ paddingBlockStart: list.rows.spaceBeforePx, paddingBlockEnd: list.rows.spaceAfterPx }}
        >
          {rows
            .slice(list.rows.from, list.rows.to)
            .map((row) =>
              row.kind === 'day' ? (
                <DaySeparator
                  key={row.key}
                  rowKey={row.key}
                  dayMs={row.dayMs}
                  todayMs={todayMs}
                  watch={watchRow}
                />
              ) : row.kind === 'unread' ? (
                <UnreadSeparator key={row.key} rowKey={row.key} watch={watchRow} />
              ) : (
                <MessageRow
                  key={row.key}
                  message={row.message}
                  startsGroup={row.startsGroup}
                  isGroupConversation={conversation.kind === 'group'}
                  senderName={names.get(row.message.senderId)}
                  watch={watchRow}
                />
              ),
            )}
        </ol>
      </div>
      {isFetchNextPageError && (
        <div role="alert" className="absolute inset-x-0 top-3 flex justify-center">
          <Button onClick={() => void fetchOlder()}>{words.thread.olderFailed}</Button>
        </div>
      )}
      <FloatingDate scroller={scroller} place={place} rows={rows} todayMs={todayMs} />
      <JumpPills list={list} keys={keys} messages={messages} hasUnread={firstUnreadId !== null} />
    </div>
  )
}
