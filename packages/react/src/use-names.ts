import type { Conversation } from '@pennypost/domain'
import { useEffect, useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import { useStore } from './use-store.ts'

type Group = Pick<Conversation, 'id' | 'participants'>

const NOBODY: readonly string[] = []

/**
 * What people in a conversation are called, by user id: everybody wanted, whether or not the summary has them or they still take
 * part. Who is missing has been asked for; an empty name says that the server knows none, or could not be asked yet.
 */
export function useNames(
  conversation: Group | undefined,
  wantedIds: readonly string[] = NOBODY,
): ReadonlyMap<string, string> {
  const { names: asked } = useMessaging().live
  const known = useStore(asked.known)
  const participants = conversation?.participants
  const names = useMemo(
    () => new Map([...known, ...(participants ?? []).map(({ userId, name }) => [userId, name] as const)]),
    [known, participants],
  )
  const conversationId = conversation?.id
  useEffect(() => {
    if (conversationId === undefined) return
    asked.ask(
      conversationId,
      wantedIds.filter((userId) => !names.get(userId)),
    )
  }, [asked, conversationId, wantedIds, names])
  return names
}
