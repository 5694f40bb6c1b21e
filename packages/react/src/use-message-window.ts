import type { Message, Page } from '@pennypost/domain'
import { skipToken } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { KEPT_LIVE } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useFollowing } from './use-store.ts'

export type MessageWindow = {
  /** Newest first. */
  messages: readonly Message[]
  hasOlder: boolean
  hasNewer: boolean
  isFetching: boolean
  fetchOlder(): Promise<void>
  fetchNewer(): Promise<void>
}

const NOTHING: readonly Message[] = []

/**
 * The messages around a place in the middle, which grows in both directions. It lives under the query key of its
 * first page; the server pages backwards only, so that newer ones are those around the newest that is held.
 * @param newestSeq of the newest message there is
 */
export function useMessageWindow(
  conversationId: string | undefined,
  around: number | null,
  newestSeq: number | undefined,
): MessageWindow {
  const utils = trpc.useUtils()
  const isFollowing = useFollowing()
  const [isGrowing, setIsGrowing] = useState(false)
  const input = conversationId === undefined || around === null ? null : { conversationId, around }
  const query = trpc.messages.fetch.useQuery(input ?? skipToken, { ...KEPT_LIVE, enabled: isFollowing })
  const { data } = query
  const newestHeld = data?.items[0]?.seq

  const grow = useCallback(
    async (from: { cursor: string } | { around: number }, merge: Merge): Promise<void> => {
      if (conversationId === undefined || around === null) return
      setIsGrowing(true)
      try {
        const page = await utils.client.messages.fetch.query({ conversationId, ...from })
        utils.messages.fetch.setData({ conversationId, around }, (held) => held && merge(held, page))
      } finally {
        setIsGrowing(false)
      }
    },
    [utils, conversationId, around],
  )
  const cursor = data?.nextCursor ?? null
  const fetchOlder = useCallback(async () => {
    if (cursor !== null) await grow({ cursor }, addOlder)
  }, [grow, cursor])
  const fetchNewer = useCallback(async () => {
    if (newestHeld !== undefined) await grow({ around: newestHeld }, addNewer)
  }, [grow, newestHeld])
  return {
    messages: data?.items ?? NOTHING,
    hasOlder: cursor !== null,
    hasNewer: newestHeld !== undefined && newestSeq !== undefined && newestHeld < newestSeq,
    isFetching: query.isFetching || isGrowing,
    fetchOlder,
    fetchNewer,
  }
}

type Merge = (held: Page<Message>, page: Page<Message>) => Page<Message>

function addOlder(held: Page<Message>, page: Page<Message>): Page<Message> {
  return { items: [...held.items, ...page.items], nextCursor: page.nextCursor }
}

function addNewer(held: Page<Message>, page: Page<Message>): Page<Message> {
  const newest = held.items[0]?.seq ?? 0
  return {
    items: [...page.items.filter(({ seq }) => seq > newest), ...held.items],
    nextCursor: held.nextCursor,
  }
}
