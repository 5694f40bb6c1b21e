import { KEPT_LIVE } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useFollowing } from './use-store.ts'

/** What is left today, by the server's count; `useQuotaStatus` adds what waits, and hears of each message that does. */
export function useQuota() {
  const query = trpc.quota.status.useQuery(undefined, { ...KEPT_LIVE, enabled: useFollowing() })
  return { ...query, quota: query.data }
}
