import type { Conversation, Instant, Me, Message, Page } from '@pennypost/domain'
import type { Draft } from '../drafts.ts'
import type { OutboxItem } from '../outbox/outbox-item.ts'

export type Stored = {
  /** By message id. */
  outbox: OutboxItem
  /** By conversation id. */
  drafts: Draft
  /** One, under the key `last`. */
  inboxes: KeptInbox
  /** By conversation id. */
  threads: KeptThread
}

/** What the list of conversations showed last. */
export type KeptInbox = { me: Me; page: Page<Conversation> }

/** The newest messages of a conversation that was opened lately, newest first. */
export type KeptThread = { conversation: Conversation; messages: Message[]; openedAt: Instant }

/** Where a client keeps what must survive it. One person's: give each user a name of their own. */
export type MessagingStorage = {
  /** Tabs that share a name share the storage, and choose one among them that sends. Null: shared with nobody. */
  readonly name: string | null
  readAll<Collection extends keyof Stored>(collection: Collection): Promise<Map<string, Stored[Collection]>>
  put<Collection extends keyof Stored>(
    collection: Collection,
    key: string,
    value: Stored[Collection],
  ): Promise<void>
  remove(collection: keyof Stored, key: string): Promise<void>
  /** Removes all of a collection. */
  clear(collection: keyof Stored): Promise<void>
  close(): Promise<void>
}
