import type { Conversation, Message, Page } from '@pennypost/domain'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { KEPT_LIVE } from './live/live-options.ts'
import { useMessaging } from './messaging-context.ts'
import { queryKeys } from './query-keys.ts'
import type { ThreadMessage } from './thread-message.ts'
import { createRowMaker, threadOf } from './thread-rows.ts'
import { trpc } from './trpc.ts'
import { useConversation } from './use-conversation.ts'
import { useEverybody } from './use-everybody.ts'
import { useMyId } from './use-me.ts'
import { useMessageWindow } from './use-message-window.ts'
import { useFollowing, useStore } from './use-store.ts'

export type UseMessagesOptions = {
  /** A change number: shows the messages around it rather than the newest, until `jumpToLatest`. */
  around?: number | null
}

/**
 * A conversation's messages, oldest to newest, one's own unsent ones included, always live.
 * `fetchOlder` and `fetchNewer` page in both directions; there is something newer only around a jump.
 */
export function useMessages(
  conversationId: string | null | undefined,
  { around: startAround = null }: UseMessagesOptions = {},
) {
  const { client, live } = useMessaging()
  const me = useMyId()
  const { conversation, isStale } = useConversation(conversationId)
  const isFollowing = useFollowing()
  const [jump, setJump] = useState<{ from: number | null; to: number | null }>({ from: null, to: null })
  // A jump lasts until another start is asked for.
  const around = jump.from === startAround ? (jump.to ?? startAround) : startAround

  // Before the change number is known, what is fetched could not be continued without a hole.
  const known = conversation?.id
  useEffect(() => (known === undefined ? undefined : live.watch(known)), [live, known])
  useEverybody(conversation)
  const query = trpc.messages.fetch.useInfiniteQuery(
    known === undefined ? skipToken : { conversationId: known },
    { ...KEPT_LIVE, enabled: isFollowing, getNextPageParam: (page) => page.nextCursor },
  )
  const aside = useQuery<Page<Message>>({
    queryKey: queryKeys.aside(conversationId ?? ''),
    queryFn: skipToken,
    ...KEPT_LIVE,
  }).data
  const window = useMessageWindow(known, around, conversation?.lastMessage?.seq)
  const items = useStore(client.outbox.items)
  const myId = me ?? ''
  const rows = useMemo(() => createRowMaker(myId), [myId])
  const { data, fetchNextPage, hasNextPage } = query
  const isJumped = around !== null
  const messages = useMemo<ThreadMessage[]>(() => {
    const latest = () => [...(data?.pages.flatMap((page) => page.items) ?? []), ...(aside?.items ?? [])]
    const held = isJumped ? window.messages : latest()
    const isAtEnd = !isJumped || !window.hasNewer
    const waiting = isAtEnd ? items.filter((item) => item.conversationId === conversationId) : []
    return threadOf({ messages: held, items: waiting, nowMs: client.clock.nowMs() }, rows)
  }, [isJumped, window.messages, window.hasNewer, data, aside, items, conversationId, client, rows])
  const { firstUnreadId, firstUnreadSeq } = useFirstUnread({
    conversation,
    isFresh: isFollowing && !isStale,
    messages,
    hasOlder: isJumped ? window.hasOlder : hasNextPage,
    me: myId,
  })

  const fetchOlderPage = useCallback(async () => {
    // A page that is being fetched afresh comes first: the older ones continue it.
    if (hasNextPage) await fetchNextPage({ cancelRefetch: false })
  }, [fetchNextPage, hasNextPage])
  const jumpTo = useCallback((seq: number) => setJump({ from: startAround, to: seq }), [startAround])
  const jumpToLatest = useCallback(() => setJump({ from: null, to: null }), [])
  return {
    ...query,
    messages,
    /** False while what is shown was kept from an earlier time, and the server has not answered yet. */
    isFresh: isFollowing && !query.isStale,
    fetchOlder: isJumped ? window.fetchOlder : fetchOlderPage,
    hasOlder: isJumped ? window.hasOlder : hasNextPage,
    isFetchingOlder: isJumped ? window.isFetching : query.isFetching,
    fetchNewer: window.fetchNewer,
    hasNewer: isJumped && window.hasNewer,
    isFetchingNewer: isJumped && window.isFetching,
    /** Shows the messages around a change number, whether or not they had been fetched. */
    jumpTo,
    jumpToLatest,
    /** The first unread message when the conversation was opened, once it is fetched; stays put while reads are sent. */
    firstUnreadId,
    /** The change number from which messages were unread on opening; null where none were. */
    firstUnreadSeq,
  }
}

type Opening = {
  conversation: Conversation | undefined
  /** Whether the summary is the server's, and not one that was kept from an earlier time. */
  isFresh: boolean
  messages: readonly ThreadMessage[]
  hasOlder: boolean
  me: string
}

function useFirstUnread({ conversation, isFresh, messages, hasOlder, me }: Opening) {
  const [opened, setOpened] = useState<{ id: string; readSeq: number | null } | null>(null)
  if (isFresh && conversation && opened?.id !== conversation.id)
    setOpened({ id: conversation.id, readSeq: conversation.unread > 0 ? conversation.readSeq : null })
  const readSeq = opened?.id === conversation?.id ? (opened?.readSeq ?? null) : null
  const firstUnreadId = useMemo(() => {
    if (readSeq === null) return null
    const index = messages.findIndex(
      ({ seq, senderId, pending }) => seq > readSeq && senderId !== me && pending === null,
    )
    return index === 0 && hasOlder ? null : (messages[index]?.id ?? null)
  }, [messages, readSeq, hasOlder, me])
  return { firstUnreadId, firstUnreadSeq: readSeq === null ? null : readSeq + 1 }
}
