import { type Outcome, outcomeOf } from '@pennypost/client'
import type { CreateResult } from '@pennypost/domain'
import { useCallback } from 'react'
import { trpc } from './trpc.ts'

export type CreateGroup = { title: string; participantIds: string[]; id?: string }

/** Starts conversations. `openDirect` of two people who have one returns that one. */
export function useCreateConversation() {
  const utils = trpc.useUtils()
  /** `maxPoints`: what one agrees to pay for opening it (a host's opening price); 0 where none was shown. */
  const openDirect = useCallback(
    (receiverId: string, { maxPoints = 0 } = {}): Promise<Outcome<CreateResult>> =>
      outcomeOf(utils.client.conversations.create.mutate({ receiverId, maxPoints })),
    [utils],
  )
  const createGroup = useCallback(
    (group: CreateGroup): Promise<Outcome<CreateResult>> =>
      outcomeOf(utils.client.conversations.create.mutate({ ...group, maxPoints: 0 })),
    [utils],
  )
  return { openDirect, createGroup }
}
