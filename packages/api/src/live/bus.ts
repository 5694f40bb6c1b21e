import type { ConversationEvent } from '@pennypost/domain'

/**
 * What joins servers. It may lose, repeat and reorder: everything that travels on it is a hint, and a reader that misses one
 * finds out by change numbers and reads the database.
 */
export type Bus = {
  /** Tells the other servers, on some topics; this one has already heard. */
  publish(topics: readonly string[], message: BusMessage): void
  /** Resolves once nothing said on the topic is missed any more, or when that cannot be, because `onGap` will follow. */
  subscribe(topic: string): Promise<void>
  unsubscribe(topic: string): void
  listen(listener: BusListener): void
  /** Whether other servers may be there: only then is anything published, and the database asked what they did. */
  readonly isJoined: boolean
  /** A topic that Redis sees this server listen to for as long as it lives; null where that cannot be seen. */
  readonly ownTopic: string | null
  close(): Promise<void>
}

export type BusListener = {
  onMessage(topic: string, message: BusMessage): void
  /** The bus was away: anything may have been missed. */
  onGap(): void
}

/** What is said on a topic. */
export type BusMessage =
  | { type: 'changed'; announcement: Announcement }
  | { type: 'typing'; userId: string; isTyping: boolean }
  | { type: 'inbox'; conversationIds: string[]; quota: boolean }

/** One change of a conversation, for those who follow it. */
export type Announcement = {
  conversationId: string
  seq: number
  /** The event as everybody gets it; null: each follower reads their own. */
  event: SharedEvent | null
  /** Who takes no further part. */
  removed: string[]
}

export type SharedEvent = Exclude<ConversationEvent, { type: 'conversation' }>

/** One server alone: nobody else to tell. */
export function createLocalBus(): Bus {
  return {
    publish: () => {},
    subscribe: async () => {},
    unsubscribe: () => {},
    listen: () => {},
    isJoined: false,
    ownTopic: null,
    close: async () => {},
  }
}

export const conversationTopic = (conversationId: string) => `pennypost:conversation:${conversationId}`
export const userTopic = (userId: string) => `pennypost:user:${userId}`
