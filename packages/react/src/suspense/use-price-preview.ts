import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { usePricePreview as usePriceOrNone } from '../use-price-preview.ts'
import { requireHeld, useHeld } from './use-held.ts'

/** As `usePricePreview`, but suspends until the price is known. */
export function usePricePreview(conversationId: string) {
  const utils = trpc.useUtils()
  useHeld(queryKeys.quota(), () => utils.quota.status.fetch())
  const result = usePriceOrNone(conversationId)
  return { ...result, price: requireHeld(result.price ?? undefined, result.error) }
}
