import type { MessagingClient } from './messaging-client.ts'
import type { DeviceClock } from './server-clock.ts'
import type { MessagingStorage } from './storage/messaging-storage.ts'

export type MessagingClientOptions = {
  /** Of the server's tRPC endpoint, `wss://host/api/trpc`; `http(s)` is understood too. */
  url: string
  /** Gives a token that is fresh now. Absent: the session cookie speaks for the browser. */
  auth?: () => string | Promise<string>
  /**
   * Who this is. Nothing is sent for anybody else: where the server knows the caller by another id
   * (someone else signed in meanwhile), the connection becomes `unauthorised`.
   */
  userId?: string
  /** Absent: kept in memory. In browsers: `indexedDbStorage(userId)`. */
  storage?: MessagingStorage
  /** For runtimes that have none, or for tests. */
  WebSocket?: typeof WebSocket
  clock?: DeviceClock
}

/** Connects at once. Call `close` when done. */
export function createMessagingClient(_options: MessagingClientOptions): MessagingClient {
  throw new Error('not built yet')
}
