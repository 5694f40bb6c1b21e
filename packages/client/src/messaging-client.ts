import type { AppRouter } from '@pennypost/api'
import type { InboxEvent, Message } from '@pennypost/domain'
import type { TRPCClient } from '@trpc/client'
import type { Connection } from './connection/connection.ts'
import type { Drafts } from './drafts.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { SendOutcome, SendRequest } from './outbox/outbox-item.ts'
import type { ServerClock } from './server-clock.ts'
import type { Ticker } from './ticker.ts'

/** What `events` yields. `eventId` is the inbox's cursor: keep it, and hand it back as `lastEventId`. */
export type ClientEvent = (InboxEvent | { type: 'message'; message: Message }) & { eventId: string }

/** The listeners of `on`, by the type of event. */
export type ClientEventOf<Type extends ClientEvent['type']> = Extract<ClientEvent, { type: Type }>

export type MessagingClient = {
  /** Every procedure and subscription of the router, typed. */
  readonly trpc: TRPCClient<AppRouter>
  readonly connection: Connection
  readonly clock: ServerClock
  readonly ticker: Ticker
  readonly outbox: Outbox
  readonly drafts: Drafts
  readonly messages: {
    /** Sends durably and exactly once: survives lost connections, and reloads where the storage does. */
    send(request: SendRequest): Promise<SendOutcome>
  }
  /**
   * Everything that happens to this person, new messages of all conversations included.
   * Without `lastEventId`: from now on. With one: what was missed first, where of a conversation's
   * messages those are given that are not marked read.
   */
  events(options?: { lastEventId?: string; signal?: AbortSignal }): AsyncIterable<ClientEvent>
  /** Calls `listener` for every event of a type. @returns what stops it */
  on<Type extends ClientEvent['type']>(
    type: Type,
    listener: (event: ClientEventOf<Type>) => void | Promise<void>,
  ): () => void
  /** Stops everything; what waits in the outbox stays in the storage. */
  close(): Promise<void>
}
