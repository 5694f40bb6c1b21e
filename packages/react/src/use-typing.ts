import type { Participant } from '@pennypost/domain'
import { useCallback, useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import { useConversation } from './use-conversation.ts'
import { useMyId } from './use-me.ts'
import { useNames } from './use-names.ts'
import { useStore } from './use-store.ts'

export type Typer = Pick<Participant, 'userId' | 'name'>

export type UseTypingResult = {
  /** The others who are typing now, the first to start first. */
  typers: readonly Typer[]
  /** Tell of every change of the text; an empty one means stop. `useComposer` does so by itself. */
  keystroke(text: string): void
  stop(): void
}

/** Who else is typing in a conversation that is being watched (`useMessages`), and telling them that one is. */
export function useTyping(conversationId: string | null | undefined): UseTypingResult {
  const { live } = useMessaging()
  const { conversation } = useConversation(conversationId)
  const me = useMyId()
  const userIds = useStore(live.typers).get(conversationId ?? '')
  const names = useNames(conversation, userIds)
  const typers = useMemo(
    () => typersOf(userIds ?? [], (userId) => names.get(userId), me),
    [userIds, names, me],
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

/** The others of those who are typing, as far as it is known what they are called. */
export function typersOf(
  userIds: readonly string[],
  nameOf: (userId: string) => string | undefined,
  me: string | undefined,
): Typer[] {
  return userIds.flatMap((userId) => {
    const name = userId === me ? undefined : nameOf(userId)
    return name ? { userId, name } : []
  })
}
