import { previewPrice, type QueuedCost } from '@pennypost/client'
import { useMemo } from 'react'
import { useOutbox } from './use-outbox.ts'
import { useQuota } from './use-quota.ts'

const NOTHING_QUEUED: QueuedCost = { count: 0, free: 0, paid: 0, points: 0 }

/** What is left today, and what the messages that still wait will cost. */
export function useQuotaStatus() {
  const query = useQuota()
  const { items } = useOutbox()
  const { quota } = query
  const queued = useMemo(() => (quota ? previewPrice(quota, items).queued : NOTHING_QUEUED), [quota, items])
  return { ...query, queued }
}
