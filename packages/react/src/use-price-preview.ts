import { type PricePreview, previewPrice } from '@pennypost/client'
import { useMemo } from 'react'
import { useOutbox } from './use-outbox.ts'
import { useQuota } from './use-quota.ts'

/**
 * The price of the next message, after those that wait; the same in every conversation today. What it says goes
 * with the message as `maxPoints`, so that nobody is charged a price they were not shown. `price` is null until
 * it is known.
 */
export function usePricePreview(_conversationId: string | null | undefined) {
  const query = useQuota()
  const { items } = useOutbox()
  const { quota } = query
  const price = useMemo<PricePreview | null>(
    () => (quota ? previewPrice(quota, items) : null),
    [quota, items],
  )
  return { ...query, price }
}
