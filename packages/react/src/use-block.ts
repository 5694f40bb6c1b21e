import { type Outcome, outcomeOf } from '@pennypost/client'
import { useMemo } from 'react'
import { useMessaging } from './messaging-context.ts'
import { useStore } from './use-store.ts'

/**
 * Blocks people, so that nothing passes between the two any more, and lifts blocks. `blocks`: whom one has blocked
 * (true) or unblocked (false) on this page, by user id, until the block is lifted elsewhere; what was before that the server
 * does not say.
 */
export function useBlock() {
  const { client, live } = useMessaging()
  const blocks = useStore(live.blocks)
  const verbs = useMemo(() => {
    const change = async (userId: string, isBlocked: boolean): Promise<Outcome<null>> => {
      const { users } = client.trpc
      const outcome = await outcomeOf(users[isBlocked ? 'block' : 'unblock'].mutate({ userId }))
      if (outcome.ok) live.blocks.set(new Map(live.blocks.get()).set(userId, isBlocked))
      return outcome
    }
    return {
      block: (userId: string) => change(userId, true),
      unblock: (userId: string) => change(userId, false),
    }
  }, [client, live])
  return { blocks, ...verbs }
}
