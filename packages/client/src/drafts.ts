import type { Store } from './store.ts'

/** `default`: as the conversation says. A number: hours until it disappears. */
export type ExpiryChoice = 'default' | 'never' | number

/** What somebody has written and not sent yet. */
export type Draft = { conversationId: string; text: string; expiry: ExpiryChoice }

/** Unsent text by conversation; kept within 300 ms of the last key, and the same in every tab. */
export type Drafts = {
  all: Store<ReadonlyMap<string, Draft>>
  /** An empty text with the default expiry forgets the draft. */
  put(draft: Draft): void
}
