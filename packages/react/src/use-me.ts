import { type Outcome, outcomeOf } from '@pennypost/client'
import type { Me, UpdateUserInput } from '@pennypost/domain'
import { useCallback } from 'react'
import { useMessaging } from './messaging-context.ts'
import { trpc } from './trpc.ts'

/** The person who is signed in. `update` changes name, zone and preferences. */
export function useMe() {
  const query = trpc.users.me.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY })
  const utils = trpc.useUtils()
  const update = useCallback(
    async (changes: UpdateUserInput): Promise<Outcome<Me>> => {
      const outcome = await outcomeOf(utils.client.users.update.mutate(changes))
      if (outcome.ok) {
        utils.users.me.setData(undefined, outcome.value)
        await utils.conversations.invalidate()
      }
      return outcome
    },
    [utils],
  )
  return { ...query, me: query.data, update }
}

/** The id of the person who is signed in; the provider looks it up once for all hooks. */
export function useMyId(): string | undefined {
  return useMessaging().myId
}
