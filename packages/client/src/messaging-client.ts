import type { AppRouter } from '@pennypost/api'
import type { PresenceEvent } from '@pennypost/domain'
import type { TRPCClient } from '@trpc/client'
import type { Connection } from './connection/connection.ts'
import type { Drafts } from './drafts.ts'
import type { ClientEvent, EventOptions } from './events.ts'
import type { FollowOptions } from './follow.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { SendOutcome, SendRequest } from './outbox/outbox-item.ts'
import type { ServerClock } from './server-clock.ts'
import type { MessagingStorage } from './storage/messaging-storage.ts'
import type { Ticker } from './ticker.ts'

export type ClientEventOf<Type extends ClientEvent['type']> = Extract<ClientEvent, { type: Type }>

export type MessagingClient = {
  /** Who this is, where that was said. */
  readonly userId: string | null
  /** Every procedure and subscription of the router, typed. */
  readonly trpc: TRPCClient<AppRouter>
  readonly connection: Connection
  readonly clock: ServerClock
  readonly ticker: Ticker
  readonly outbox: Outbox
  readonly drafts: Drafts
  /** Where this client keeps what must survive it. */
  readonly storage: MessagingStorage
  readonly messages: {
    /**
     * Sends durably and exactly once, over lost connections, and over restarts where the storage survives them.
     * A message that is refused is forgotten; `outbox.send` keeps it for a decision.
     */
    send(request: SendRequest): Promise<SendOutcome>
  }
  /** Follows a tracked subscription over lost sockets, always from its last page. @returns what stops it */
  follow<Page extends { now: string }>(options: Omit<FollowOptions<Page>, 'connection' | 'clock'>): () => void
  /** Hears who is typing in a conversation. @returns what stops it */
  followPresence(conversationId: string, onEvent: (event: PresenceEvent) => void): () => void
  /**
   * Everything that happens to this person, new messages of all conversations included.
   * Without `lastEventId`: from now on. With one: what was missed first, where of a conversation's
   * messages those are given that are not marked read. Ends when the client closes.
   */
  events(options?: EventOptions): AsyncIterable<ClientEvent>
  /**
   * Calls `listener` for every event of a type. What it throws is reported as an uncaught error, and the other
   * listeners hear the event all the same. @returns what stops it
   */
  on<Type extends ClientEvent['type']>(type: Type, listener: (event: ClientEventOf<Type>) => void): () => void
  /** Stops everything; what waits in the outbox stays in the storage. */
  close(): Promise<void>
}
