import { type Outcome, outcomeOf } from '@pennypost/client'
import type { CreateResult } from '@pennypost/domain'
import { useMemo } from 'react'
import { putSummary } from './live/fold.ts'
import { useMessaging } from './messaging-context.ts'

export type CreateGroup = {
  title: string
  participantIds: string[]
  /** A UUIDv7 of one's own makes trying again safe. */
  id?: string
}

export type UseCreateConversationResult = {
  /**
   * Opens the direct conversation with somebody; where there is one already, gives that.
   * `maxPoints`: what one agrees to pay (a host's opening price); absent: nothing.
   */
  openDirect(receiverId: string, options?: { maxPoints?: number }): Promise<Outcome<CreateResult>>
  createGroup(group: CreateGroup): Promise<Outcome<CreateResult>>
}

/** Starts conversations. */
export function useCreateConversation(): UseCreateConversationResult {
  const { client, live } = useMessaging()
  return useMemo(() => {
    const { create } = client.trpc.conversations
    const show = async (call: Promise<CreateResult>): Promise<Outcome<CreateResult>> => {
      const outcome = await outcomeOf(call)
      if (outcome.ok) {
        live.cached.seedConversation(outcome.value.conversation)
        putSummary(live.cached, outcome.value.conversation)
      }
      return outcome
    }
    return {
      openDirect: (receiverId, { maxPoints = 0 } = {}) => show(create.mutate({ receiverId, maxPoints })),
      createGroup: (group) => show(create.mutate({ ...group, maxPoints: 0 })),
    }
  }, [client, live])
}
