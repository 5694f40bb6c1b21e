import { useConversation, useUnread } from '@pennypost/react'
import type { Route } from '../routing/parse-route.ts'
import { useWords } from '../wording/use-words.ts'
import { useTitle } from './use-title.ts'

/** The tab says how many messages wait, and where one is. */
export function useUnreadTitle(route: Route) {
  const words = useWords()
  const { unreadTotal } = useUnread()
  const { name } = useConversation(route.page === 'messages' ? route.conversationId : null)
  const place =
    route.page === 'wallet' || route.page === 'settings'
      ? words.places[route.page]
      : name || words.places.messages
  useTitle(place, unreadTotal)
}
