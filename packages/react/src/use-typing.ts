import type { Participant } from '@pennypost/domain'
import { useCallback, useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import { useConversation } from './use-conversation.ts'
import { useMyId } from './use-me.ts'
import { useStore } from './use-store.ts'

export type UseTypingResult = {
  /** The others who are typing now, the first to start first. */
  typers: readonly Participant[]
  /** Tell of every change of the text; an empty one means stop. `useComposer` does so by itself. */
  keystroke(text: string): void
  stop(): void
}

/** Who else is typing in a conversation that is being watched (`useMessages`), and telling them that one is. */
export function useTyping(conversationId: string | null | undefined): UseTypingResult {
  const { live } = useMessaging()
  const { members } = useConversation(conversationId)
  const me = useMyId()
  const userIds = useStore(live.typers).get(conversationId ?? '')
  const typers = useMemo(
    () =>
      (userIds ?? [])
        .filter((userId) => userId !== me)
        .flatMap((userId) => members.find((member) => member.userId === userId) ?? []),
    [userIds, members, me],
  )
  const keystroke = useCallback(
    (text: string) => {
      if (conversationId) live.typing.keystroke(conversationId, text)
    },
    [live, conversationId],
  )
  const stop = useCallback(() => {
    if (conversationId) live.typing.stop(conversationId)
  }, [live, conversationId])
  return { typers, keystroke, stop }
}
