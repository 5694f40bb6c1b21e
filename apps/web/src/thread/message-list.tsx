import type { Conversation } from '@pennypost/domain'
import { useMarkRead, useMessages, useNames } from '@pennypost/react'
import { type RefObject, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { Button } from '../design/button.tsx'
import { lazyPart } from '../lazy-part.ts'
import { loadScrollGuides } from '../load-pages.ts'
import { useMyId } from '../session/my-id.ts'
import { Broken } from '../shell/error-boundary.tsx'
import { useToday } from '../shell/use-today.ts'
import { useWords } from '../wording/use-words.ts'
import { buildRows } from './build-rows.ts'
import { DrawnRows } from './drawn-rows.tsx'
import { EmptyThread } from './empty-thread.tsx'
import { MessageMenuHost, type OpenMenu } from './message-menu-host.tsx'
import { ThreadSkeleton } from './thread-skeleton.tsx'
import { useArrivals } from './use-arrivals.ts'
import { useJump, useLinkedSeq } from './use-jump.ts'
import { usePlaces } from './use-places.ts'
import { useRovingRows } from './use-roving-rows.ts'
import { useRowList } from './use-row-list.ts'
import { useThreadPages } from './use-thread-pages.ts'

const ScrollGuides = lazyPart(async () => (await loadScrollGuides()).ScrollGuides)

type MessageListProps = {
  conversation: Conversation
  /** Filled with what goes from a part in the middle to the end, where what one writes is; null at the end. */
  leavePart: RefObject<(() => void) | null>
}

/** A conversation's messages, of which only those that can be seen are in the document. */
export function MessageList({ conversation, leavePart }: MessageListProps) {
  const words = useWords()
  const myId = useMyId()
  const todayMs = useToday()
  const linkedSeq = useLinkedSeq()
  const thread = useMessages(conversation.id, { around: linkedSeq })
  const { messages, firstUnreadId, hasNewer } = thread
  const rows = useMemo(() => buildRows(messages, firstUnreadId), [messages, firstUnreadId])
  const keys = useMemo(() => rows.map(({ key }) => key), [rows])
  const last = messages.at(-1)
  const { savedPlace, keepPlace } = usePlaces(conversation.id)
  const ownLastKey = last?.senderId === myId && last.pending ? last.id : null
  const list = useRowList({ keys, ownLastKey, initialPlace: savedPlace, isAtEnd: !hasNewer })
  const pages = useThreadPages(thread, list.rows, rows.length)
  const jump = useJump({ conversation, thread, list, linkedSeq })
  const { scroller, rowRef, place, heights } = list
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const tabStopKey = useRovingRows({
    scroller: list.scroller,
    messages,
    isDrawn: (key) => keys.slice(list.rows.from, list.rows.to).includes(key),
    focusRow: list.focusRow,
    onActions: (message, row) => setMenu({ message, row }),
  })
  const hasMenu = menu !== null && messages.some(({ id }) => id === menu.message.id)
  const markRead = useMarkRead(conversation.id)
  const senderIds = useMemo(() => messages.map(({ senderId }) => senderId), [messages])
  const names = useNames(conversation, senderIds)
  useArrivals(thread, names, conversation.lastSeq)

  const watchRow = useCallback(
    (element: HTMLElement | null) => {
      const forget = [rowRef(element), markRead(element)]
      return () => {
        for (const each of forget) each?.()
      }
    },
    [rowRef, markRead],
  )

  useEffect(() => () => keepPlace(place.current, heights), [keepPlace, place, heights])

  useLayoutEffect(() => {
    leavePart.current = hasNewer ? jump.jumpToLatest : null
    return () => {
      leavePart.current = null
    }
  })

  if (thread.isError && messages.length === 0)
    return <Broken error={thread.error} onRetry={() => void thread.refetch()} />
  const isLoading = messages.length === 0 && (thread.isPending || thread.isFetchingOlder)
  const isEmpty = messages.length === 0 && !isLoading

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {isLoading && <ThreadSkeleton />}
      {isEmpty && <EmptyThread conversation={conversation} />}
      <div
        ref={scroller}
        data-part="messages"
        onScroll={list.onScroll}
        className="scroll-quiet flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <DrawnRows
          rows={rows}
          window={list.rows}
          conversation={conversation}
          names={names}
          highlightedKey={jump.highlightedKey}
          tabStopKey={tabStopKey}
          todayMs={todayMs}
          watch={watchRow}
        />
      </div>
      <MessageMenuHost open={hasMenu ? menu : null} onClose={() => setMenu(null)} />
      {pages.isFailed && (
        <div role="alert" className="absolute inset-x-0 top-3 flex justify-center">
          <Button onClick={pages.fetchPages}>{words.thread.pageFailed}</Button>
        </div>
      )}
      <Suspense>
        <ScrollGuides
          scroller={scroller}
          place={place}
          rows={rows}
          todayMs={todayMs}
          list={list}
          jump={jump}
          keys={keys}
          messages={messages}
          conversation={conversation}
          isAtEnd={!hasNewer}
          firstUnreadSeq={thread.firstUnreadSeq}
        />
      </Suspense>
    </div>
  )
}
