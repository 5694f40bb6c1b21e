import { type Outcome, outcomeOf } from '@pennypost/client'
import { useCallback } from 'react'
import { trpc } from './trpc.ts'

/** Blocks people, so that nothing passes between the two any more, and lifts blocks. */
export function useBlock() {
  const { client } = trpc.useUtils()
  const block = useCallback(
    (userId: string): Promise<Outcome<null>> => outcomeOf(client.users.block.mutate({ userId })),
    [client],
  )
  const unblock = useCallback(
    (userId: string): Promise<Outcome<null>> => outcomeOf(client.users.unblock.mutate({ userId })),
    [client],
  )
  return { block, unblock }
}
