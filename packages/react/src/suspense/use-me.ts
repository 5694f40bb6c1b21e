import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useMe as useMeOrNobody } from '../use-me.ts'
import { requireHeld, useHeld } from './use-held.ts'

/** As `useMe`, but suspends until it is known who is signed in. */
export function useMe() {
  const utils = trpc.useUtils()
  useHeld(queryKeys.me(), () => utils.users.me.fetch())
  const result = useMeOrNobody()
  return { ...result, me: requireHeld(result.me, result.error) }
}
