import { type PricePreview, previewPrice } from '@pennypost/client'
import { useMemo } from 'react'
import { KEPT_LIVE } from './live/live-options.ts'
import { trpc } from './trpc.ts'
import { useOutbox } from './use-outbox.ts'
import { useFollowing } from './use-store.ts'

/**
 * The price of the next message, after those that wait; the same in every conversation today. What it says goes
 * with the message as `maxPoints`, so that nobody is charged a price they were not shown. `price` is null until
 * it is known.
 */
export function usePricePreview(_conversationId: string | null | undefined) {
  const query = trpc.quota.status.useQuery(undefined, { ...KEPT_LIVE, enabled: useFollowing() })
  const { items } = useOutbox()
  const quota = query.data
  const price = useMemo<PricePreview | null>(
    () => (quota ? previewPrice(quota, items) : null),
    [quota, items],
  )
  return { ...query, price }
}
