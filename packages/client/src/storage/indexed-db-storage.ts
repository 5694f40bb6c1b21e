import { openDB } from 'idb'
import type { MessagingStorage, Stored } from './messaging-storage.ts'

/** Raise it when the shape of what was last read changes: that is then forgotten, and read afresh. */
const VERSION = 2

/** Keeps things in the browser's IndexedDB, in a database of this user's own. */
export function indexedDbStorage(userId: string): MessagingStorage {
  const name = `pennypost:${userId}`
  const opening = openDB(name, VERSION, {
    upgrade: (database) => {
      for (const written of ['outbox', 'drafts'])
        if (!database.objectStoreNames.contains(written)) database.createObjectStore(written)
      for (const read of ['inboxes', 'threads']) {
        if (database.objectStoreNames.contains(read)) database.deleteObjectStore(read)
        database.createObjectStore(read)
      }
    },
    // A tab with a newer version must not wait for this one.
    blocking: () => void opening.then((database) => database.close()),
  })
  return {
    name,
    readAll: async <Collection extends keyof Stored>(collection: Collection) => {
      const { store } = (await opening).transaction(collection)
      const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
      return new Map<string, Stored[Collection]>(keys.map((key, index) => [String(key), values[index]]))
    },
    put: async (collection, key, value) => {
      await (await opening).put(collection, value, key)
    },
    remove: async (collection, key) => {
      await (await opening).delete(collection, key)
    },
    clear: async (collection) => {
      await (await opening).clear(collection)
    },
    close: async () => (await opening).close(),
  }
}
