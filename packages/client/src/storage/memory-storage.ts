import type { MessagingStorage, Stored } from './messaging-storage.ts'

/** Keeps things for as long as the process lives; for programs that are not browsers. */
export function memoryStorage(): MessagingStorage {
  const kept: { [Collection in keyof Stored]: Map<string, Stored[Collection]> } = {
    outbox: new Map(),
    drafts: new Map(),
    inboxes: new Map(),
    threads: new Map(),
  }
  return {
    name: null,
    readAll: async (collection) => new Map(kept[collection]),
    put: async (collection, key, value) => {
      kept[collection].set(key, value)
    },
    remove: async (collection, key) => {
      kept[collection].delete(key)
    },
    clear: async (collection) => kept[collection].clear(),
    close: async () => undefined,
  }
}
