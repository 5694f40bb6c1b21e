import type { ConnectionStatus } from '@pennypost/client'
import { useSyncExternalStore } from 'react'
import { useMessaging } from './messaging-context.ts'

export type UseConnectionResult = ConnectionStatus & { retryNow(): void }

/** Whether the server can be reached, since when, and when it is tried again. */
export function useConnection(): UseConnectionResult {
  const { connection } = useMessaging().client
  const status = useSyncExternalStore(
    connection.status.subscribe,
    connection.status.get,
    connection.status.get,
  )
  return { ...status, retryNow: connection.retryNow }
}
