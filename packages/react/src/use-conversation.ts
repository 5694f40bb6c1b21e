import type { Outcome } from '@pennypost/client'
import type { Conversation, Participant } from '@pennypost/domain'
import { skipToken } from '@tanstack/react-query'
import { trpc } from './trpc.ts'

export type ConversationVerbs = {
  /** Null: messages stay for ever unless their sender says otherwise. */
  setDefaultExpiry(hours: number | null): Promise<Outcome<Conversation>>
  rename(title: string): Promise<Outcome<Conversation>>
  addParticipants(userIds: string[]): Promise<Outcome<Conversation>>
  removeParticipant(userId: string): Promise<Outcome<Conversation>>
  leave(): Promise<Outcome<null>>
}

/** One conversation and what can be done with it, live; nothing is asked while the id is null. */
export function useConversation(conversationId: string | null | undefined) {
  const query = trpc.conversations.get.useQuery(conversationId ? { conversationId } : skipToken)
  const members: readonly Participant[] = query.data?.participants ?? []
  const verbs: ConversationVerbs = {
    setDefaultExpiry: () => Promise.reject(new Error('not built yet')),
    rename: () => Promise.reject(new Error('not built yet')),
    addParticipants: () => Promise.reject(new Error('not built yet')),
    removeParticipant: () => Promise.reject(new Error('not built yet')),
    leave: () => Promise.reject(new Error('not built yet')),
  }
  return {
    ...query,
    conversation: query.data,
    /** The title, or the other people's names. */
    name: '',
    /** The first 20; `useParticipants` pages through all. */
    members,
    /** The other one of a direct conversation. */
    other: undefined satisfies Participant | undefined,
    ...verbs,
  }
}
