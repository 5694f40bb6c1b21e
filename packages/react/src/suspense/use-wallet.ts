import { queryKeys } from '../query-keys.ts'
import { trpc } from '../trpc.ts'
import { useWallet as useWalletOrNone } from '../use-wallet.ts'
import { requireHeld, useHeld } from './use-held.ts'

/** As `useWallet`, but suspends until the balance and the newest entries are there. */
export function useWallet() {
  const utils = trpc.useUtils()
  useHeld(queryKeys.quota(), () => utils.quota.status.fetch())
  useHeld(queryKeys.firstEntries(), () => utils.wallet.entries.fetchInfinite({}))
  const result = useWalletOrNone()
  return { ...result, balance: requireHeld(result.balance, result.error) }
}
