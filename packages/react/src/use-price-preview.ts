import { type PricePreview, previewPrice } from '@pennypost/client'
import { useMemo } from 'react'
import { trpc } from './trpc.ts'
import { useOutbox } from './use-outbox.ts'

/**
 * The price of the next message in a conversation, after those that wait. What it says goes with the message
 * as `maxPoints`, so that nobody is charged a price they were not shown. `price` is null until it is known.
 */
export function usePricePreview(_conversationId: string | null | undefined) {
  const query = trpc.quota.status.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY })
  const { items } = useOutbox()
  const quota = query.data
  const price = useMemo<PricePreview | null>(
    () => (quota ? previewPrice(quota, items) : null),
    [quota, items],
  )
  return { ...query, price }
}
