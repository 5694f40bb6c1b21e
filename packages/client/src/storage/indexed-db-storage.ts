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
      const transaction = (await opening).transaction(collection, 'readwrite')
      await commit(transaction, transaction.store.put(value, key))
    },
    remove: async (collection, key) => {
      const transaction = (await opening).transaction(collection, 'readwrite')
      await commit(transaction, transaction.store.delete(key))
    },
    clear: async (collection) => {
      await (await opening).clear(collection)
    },
    close: async () => (await opening).close(),
  }
}

/** Without waiting for the answer: a page that ends does not hear it, and the browser would take the change back. */
async function commit(
  transaction: { commit(): void; done: Promise<void> },
  change: Promise<unknown>,
): Promise<void> {
  transaction.commit()
  await Promise.all([change, transaction.done])
}
