import type { WalletEntry } from '@pennypost/domain'
import { useCallback, useMemo } from 'react'
import { trpc } from './trpc.ts'

/** The balance in points, and what moved it, newest first. */
export function useWallet() {
  const quota = trpc.quota.status.useQuery()
  const query = trpc.wallet.entries.useInfiniteQuery({}, { getNextPageParam: (page) => page.nextCursor })
  const { data, fetchNextPage } = query
  const entries = useMemo<WalletEntry[]>(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const fetchMore = useCallback(() => fetchNextPage(), [fetchNextPage])
  return { ...query, balance: quota.data?.balance, entries, fetchMore, hasMore: query.hasNextPage }
}
