import type { Store } from '../store.ts'
import type { ConnectionStatus } from './connection-status.ts'

export type Connection = {
  status: Store<ConnectionStatus>
  /** Connects at once rather than at `retryAt`; also after signing in again. */
  retryNow(): void
}
