import { type Outcome, outcomeOf, refusalOf, withoutExpiredPreview } from '@pennypost/client'
import type { Conversation, Participant } from '@pennypost/domain'
import { skipToken } from '@tanstack/react-query'
import { useMemo } from 'react'
import { nameOf, othersOf } from './conversation-name.ts'
import { putSummary } from './live/fold.ts'
import { KEPT_LIVE } from './live/live-options.ts'
import { useMessaging } from './messaging-context.ts'
import { trpc } from './trpc.ts'
import { useMyId } from './use-me.ts'
import { useFollowing } from './use-store.ts'

export type ConversationVerbs = {
  /** Null: messages stay for ever unless their sender says otherwise. */
  setDefaultExpiry(hours: number | null): Promise<Outcome<Conversation>>
  rename(title: string): Promise<Outcome<Conversation>>
  addParticipants(userIds: string[]): Promise<Outcome<Conversation>>
  removeParticipant(userId: string): Promise<Outcome<Conversation>>
  leave(): Promise<Outcome<null>>
}

const NOBODY: readonly Participant[] = []

/** One conversation and what can be done with it, live; nothing is asked while the id is null. */
export function useConversation(conversationId: string | null | undefined) {
  const { client, live, locale } = useMessaging()
  const me = useMyId()
  const query = trpc.conversations.get.useQuery(conversationId ? { conversationId } : skipToken, {
    ...KEPT_LIVE,
    enabled: useFollowing(),
    // The list keeps it as fresh as this query would.
    initialData: () => (conversationId ? live.cached.findConversation(conversationId) : undefined),
  })
  const { data } = query
  // Whoever is no participant any more has no conversation, whatever was known of it before.
  const isGone = refusalOf(query.error)?.code === 'NOT_FOUND'
  const conversation = useMemo(
    () => (data && !isGone ? withoutExpiredPreview(data, client.clock.nowMs()) : undefined),
    [data, isGone, client],
  )
  const verbs = useConversationVerbs(conversationId ?? '')
  return {
    ...query,
    conversation,
    /** The title, or the other people's names. */
    name: conversation ? nameOf(conversation, me, locale) : '',
    /** The first 20; `useParticipants` pages through all. */
    participants: conversation?.participants ?? NOBODY,
    other: conversation?.kind === 'direct' ? othersOf(conversation, me)[0] : undefined,
    ...verbs,
  }
}

function useConversationVerbs(conversationId: string): ConversationVerbs {
  const { client, live } = useMessaging()
  return useMemo(() => {
    const { conversations } = client.trpc
    const change = async (call: Promise<Conversation>): Promise<Outcome<Conversation>> => {
      const outcome = await outcomeOf(call)
      if (outcome.ok) putSummary(live.cached, outcome.value)
      return outcome
    }
    return {
      setDefaultExpiry: (defaultExpirationHours) =>
        change(conversations.update.mutate({ conversationId, defaultExpirationHours })),
      rename: (title) => change(conversations.update.mutate({ conversationId, title })),
      addParticipants: (userIds) => change(conversations.addParticipants.mutate({ conversationId, userIds })),
      removeParticipant: (userId) =>
        change(conversations.removeParticipant.mutate({ conversationId, userId })),
      leave: () => outcomeOf(conversations.leave.mutate({ conversationId })),
    }
  }, [client, live, conversationId])
}
