import type { ConnectionStatus } from '@pennypost/client'
import { useMessaging } from './messaging-context.ts'
import { useStore } from './use-store.ts'

export type UseConnectionResult = ConnectionStatus & { retryNow(): void }

/** Whether the server can be reached, since when, and when it is tried again. */
export function useConnection(): UseConnectionResult {
  const { connection } = useMessaging().client
  const status = useStore(connection.status)
  return { ...status, retryNow: connection.retryNow }
}
