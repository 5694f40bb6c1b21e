import { useUnread } from '@pennypost/react'
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { conversationPath } from '../routing/parse-route.ts'
import { useShortcuts } from './use-shortcuts.ts'

/** To the conversation above or below, or to the next unread one. */
export function useConversationShortcuts(openId: string | null) {
  const { conversations } = useUnread()
  const [, navigate] = useLocation()

  const actions = useMemo(() => {
    const go = (step: 1 | -1, onlyUnread: boolean) => {
      const at = conversations.findIndex(({ id }) => id === openId)
      const ahead =
        step === 1 ? conversations.slice(at + 1) : conversations.slice(0, Math.max(at, 0)).reverse()
      const next = ahead.find(({ unread }) => !onlyUnread || unread > 0)
      if (next !== undefined) navigate(conversationPath(next.id))
      return true
    }
    return {
      previousConversation: () => go(-1, false),
      nextConversation: () => go(1, false),
      previousUnread: () => go(-1, true),
      nextUnread: () => go(1, true),
    }
  }, [conversations, openId, navigate])
  useShortcuts(actions)
}
