import { useMessaging } from './messaging-context.ts'
import { useStore } from './use-store.ts'

/**
 * Whether nothing passes in a direct conversation: by one's own block, or because a message was refused and waits for a
 * decision. Null where nothing says so; the server tells nobody who has blocked them.
 */
export function useBlockBetween(conversationId: string): { byMe: boolean } | null {
  const { client, live, myId } = useMessaging()
  const blocks = useStore(live.blocks)
  const items = useStore(client.outbox.items)
  const { kind, participants } = useStore(live.summaryOf(conversationId)) ?? {}
  const other = kind === 'direct' && participants?.find(({ userId }) => userId !== myId)
  const own = other ? blocks.get(other.userId) : undefined
  if (own !== undefined) return own ? { byMe: true } : null
  const isRefused = items.some(
    (item) =>
      item.conversationId === conversationId &&
      item.state.kind === 'failed' &&
      item.state.refusal?.code === 'NOT_ALLOWED',
  )
  return isRefused ? { byMe: false } : null
}
