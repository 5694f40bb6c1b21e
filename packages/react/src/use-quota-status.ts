import { previewPrice, type QueuedCost } from '@pennypost/client'
import { useMemo } from 'react'
import { KEPT_LIVE } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useOutbox } from './use-outbox.ts'
import { useFollowing } from './use-store.ts'

const NOTHING_QUEUED: QueuedCost = { count: 0, free: 0, paid: 0, points: 0 }

/** What is left today, and what the messages that still wait will cost. */
export function useQuotaStatus() {
  const query = trpc.quota.status.useQuery(undefined, { ...KEPT_LIVE, enabled: useFollowing() })
  const { items } = useOutbox()
  const quota = query.data
  const queued = useMemo(() => (quota ? previewPrice(quota, items).queued : NOTHING_QUEUED), [quota, items])
  return { ...query, quota, queued }
}
