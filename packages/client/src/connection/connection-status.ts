/**
 * - `connecting`: for the first time
 * - `reconnecting`: was lost, and is tried again at `retryAt`
 * - `offline`: the device says that it has no network
 * - `resuming`: connected again, and what was missed is on its way
 * - `unauthorised`: the session is over; sign in again
 */
export type ConnectionState =
  | 'connecting'
  | 'online'
  | 'offline'
  | 'reconnecting'
  | 'resuming'
  | 'unauthorised'

/** `since` and `retryAt`: milliseconds since 1970 by the device's clock. `attempt`: 0 while connected. */
export type ConnectionStatus = {
  state: ConnectionState
  since: number
  attempt: number
  retryAt: number | null
}
