import type { WalletEntry } from '@pennypost/domain'
import { useCallback, useEffect, useMemo } from 'react'
import { retryFaults } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useQuotaStatus } from './use-quota-status.ts'

/** The balance in points, always live, and what moved it, newest first. */
export function useWallet() {
  const balance = useQuotaStatus().quota?.balance
  const query = trpc.wallet.entries.useInfiniteQuery(
    {},
    { retry: retryFaults, getNextPageParam: (page) => page.nextCursor },
  )
  const { data, fetchNextPage, refetch, hasNextPage } = query
  const entries = useMemo<WalletEntry[]>(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  // Entries have no events of their own: a balance that is not the newest entry's says that there is one more. While
  // that is being fetched the balance may move on, and then the answer may be too old.
  const missing = data !== undefined && balance !== (entries[0]?.balanceAfter ?? 0) ? balance : undefined
  useEffect(() => {
    if (missing !== undefined) void refetch()
  }, [missing, refetch])
  const fetchMore = useCallback(async () => {
    if (hasNextPage) await fetchNextPage()
  }, [fetchNextPage, hasNextPage])
  return { ...query, balance, entries, fetchMore, hasMore: hasNextPage }
}
