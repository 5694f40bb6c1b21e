import { withoutExpiredPreview } from '@pennypost/client'
import type { Conversation, Message, Participant } from '@pennypost/domain'
import { useCallback, useMemo } from 'react'
import { nameOf, othersOf } from './conversation-name.ts'
import { KEPT_LIVE } from './live/live-options.ts'
import { useMessaging } from './messaging-context.ts'
import { trpc } from './trpc.ts'
import { useMe } from './use-me.ts'
import { useFollowing, useStore } from './use-store.ts'

/** One row of the list of conversations. */
export type ConversationRow = Conversation & {
  /** The title, or the other people's names. */
  name: string
  /** The newest readable message. */
  preview: Message | null
  /** Unsent text; null where there is none. */
  draft: string | null
  /** Whether a message of one's own was refused and waits for a decision. */
  failed: boolean
  /** The others who are typing, as far as the conversation is being watched. */
  typing: readonly Participant[]
}

/** One's conversations, latest activity first, always live. */
export function useConversations() {
  const { client, live, locale } = useMessaging()
  const { me } = useMe()
  const query = trpc.conversations.list.useInfiniteQuery(
    {},
    { ...KEPT_LIVE, enabled: useFollowing(), getNextPageParam: (page) => page.nextCursor },
  )
  const drafts = useStore(client.drafts.all)
  const items = useStore(client.outbox.items)
  const typers = useStore(live.typers)
  const { data, fetchNextPage, hasNextPage } = query
  const conversations = useMemo<ConversationRow[]>(() => {
    const failed = new Set(
      items.filter(({ state }) => state.kind === 'failed').map(({ conversationId }) => conversationId),
    )
    const seen = new Set<string>()
    const rows: ConversationRow[] = []
    for (const listed of data?.pages.flatMap((page) => page.items) ?? []) {
      // A page that was fetched later may name one again that has moved up meanwhile.
      if (seen.has(listed.id)) continue
      seen.add(listed.id)
      const conversation = withoutExpiredPreview(listed, client.clock.nowMs())
      const typing = typers.get(listed.id) ?? []
      rows.push({
        ...conversation,
        name: nameOf(conversation, me?.id, locale),
        preview: conversation.lastMessage,
        draft: drafts.get(listed.id)?.text.trim() || null,
        failed: failed.has(listed.id),
        typing: othersOf(conversation, me?.id).filter(({ userId }) => typing.includes(userId)),
      })
    }
    return rows
  }, [data, drafts, items, typers, me, locale, client])
  const unreadTotal = useMemo(
    () => conversations.reduce((total, { unread }) => total + unread, 0),
    [conversations],
  )
  const fetchMore = useCallback(async () => {
    if (hasNextPage) await fetchNextPage()
  }, [fetchNextPage, hasNextPage])
  return { ...query, conversations, unreadTotal, fetchMore, hasMore: hasNextPage }
}
