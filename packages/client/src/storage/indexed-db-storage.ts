import type { MessagingStorage } from './messaging-storage.ts'

/** Keeps things in the browser's IndexedDB, in a database of this user's own. */
export function indexedDbStorage(_userId: string): MessagingStorage {
  throw new Error('not built yet')
}
