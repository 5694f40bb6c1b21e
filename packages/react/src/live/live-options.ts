import { refusalOf } from '@pennypost/client'

/** A refusal stays what it is; faults may pass. */
export function retryFaults(failures: number, error: unknown): boolean {
  return refusalOf(error) === null && failures < 3
}

/** For queries that events keep fresh: nothing is gained by asking again. */
export const KEPT_LIVE = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
  retry: retryFaults,
} as const
