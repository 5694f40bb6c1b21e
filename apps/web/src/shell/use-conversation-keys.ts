import { useConversations } from '@pennypost/react'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { conversationPath } from '../routing/parse-route.ts'

/** Alt+Up and Alt+Down go to the conversation above and below; with Shift, to the next unread one. */
export function useConversationKeys(openId: string | null) {
  const { conversations } = useConversations()
  const [, navigate] = useLocation()

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
      const step = event.key === 'ArrowUp' ? -1 : 1
      const at = conversations.findIndex(({ id }) => id === openId)
      const onTheWay =
        step === 1 ? conversations.slice(at + 1) : conversations.slice(0, Math.max(at, 0)).reverse()
      const next = event.shiftKey ? onTheWay.find(({ unread }) => unread > 0) : onTheWay[0]
      if (next === undefined) return
      event.preventDefault()
      navigate(conversationPath(next.id))
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [conversations, openId, navigate])
}
