import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useQuotaStatus as useQuotaOrNone } from '../use-quota-status.ts'
import { requireHeld, useHeld } from './use-held.ts'

/** As `useQuotaStatus`, but suspends until the quota is known. */
export function useQuotaStatus() {
  const utils = trpc.useUtils()
  useHeld(queryKeys.quota(), () => utils.quota.status.fetch())
  const result = useQuotaOrNone()
  return { ...result, quota: requireHeld(result.quota, result.error) }
}
