import type { Conversation, Instant, Message, Quota } from './values.ts'

/**
 * The wire protocol of the subscriptions, whole.
 * `live.conversation`: `seq` is the change's number in the conversation.
 */
export type ConversationEvent =
  | { type: 'message'; seq: number; message: Message }
  | { type: 'read'; seq: number; userId: string; readSeq: number; at: Instant }
  | { type: 'conversation'; seq: number; conversation: Conversation }

/** `live.inbox`: summaries, the newest wins, so receiving one twice is harmless. */
export type InboxEvent =
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'removed'; conversationId: string }
  | { type: 'quota'; quota: Quota }

/** `live.presence`: untracked and never stored. */
export type PresenceEvent = { type: 'typing'; userId: string; isTyping: boolean }

/** One batch of events. `reset`: what was missed cannot be told, fetch afresh. `now`: the server's clock. */
type LivePage<Event> = { events: Event[]; reset: boolean; now: Instant }

export type ConversationPage = LivePage<ConversationEvent>
export type InboxPage = LivePage<InboxEvent>
