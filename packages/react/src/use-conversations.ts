import type { OutboxItem } from '@pennypost/client'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { type ConversationRow, createConversationRows } from './conversation-rows.ts'
import { KEPT_LIVE } from './live/live-options.ts'
import { useMessaging } from './messaging-context.ts'
import { trpc } from './trpc.ts'
import { useMyId } from './use-me.ts'
import { useFollowing, useStore, useStoreLater, useStoreText } from './use-store.ts'

const NOBODY: readonly string[] = []

/** One's conversations, latest activity first, always live. */
export function useConversations() {
  const { client, live, locale } = useMessaging()
  const me = useMyId()
  const query = trpc.conversations.list.useInfiniteQuery(
    {},
    { ...KEPT_LIVE, enabled: useFollowing(), getNextPageParam: (page) => page.nextCursor },
  )
  const drafts = useStoreLater(client.drafts.all)
  const failedIds = useStoreText(client.outbox.items, failedIdsOf)
  const typers = useStore(live.typers)
  const names = useStore(live.names.known)
  const [rowOf] = useState(createConversationRows)
  const { data, fetchNextPage, hasNextPage } = query
  const conversations = useMemo<ConversationRow[]>(() => {
    const failed = new Set(failedIds.split(' '))
    const nowMs = client.clock.nowMs()
    const seen = new Set<string>()
    const rows: ConversationRow[] = []
    for (const conversation of data?.pages.flatMap((page) => page.items) ?? []) {
      // A page that was fetched later may name one again that has moved up meanwhile.
      if (seen.has(conversation.id)) continue
      seen.add(conversation.id)
      const row = rowOf(conversation, {
        draft: drafts.get(conversation.id)?.text.trim() || null,
        failed: failed.has(conversation.id),
        typing: typers.get(conversation.id) ?? NOBODY,
        names,
        me,
        locale,
        nowMs,
      })
      rows.push(row)
    }
    return rows
  }, [data, drafts, failedIds, typers, names, me, locale, client, rowOf])
  useEffect(() => {
    for (const { id, preview, senderName } of conversations)
      if (preview && !senderName) live.names.ask(id, [preview.senderId])
  }, [conversations, live])
  const unreadTotal = useMemo(
    () => conversations.reduce((total, { unread }) => total + unread, 0),
    [conversations],
  )
  const fetchMore = useCallback(async () => {
    if (hasNextPage) await fetchNextPage({ cancelRefetch: false })
  }, [fetchNextPage, hasNextPage])
  return { ...query, conversations, unreadTotal, fetchMore, hasMore: hasNextPage }
}

/** The conversations in which a message was refused. */
function failedIdsOf(items: readonly OutboxItem[]): string {
  const failed = items.filter(({ state }) => state.kind === 'failed')
  return failed.map(({ conversationId }) => conversationId).join(' ')
}
