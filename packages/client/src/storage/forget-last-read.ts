import type { MessagingStorage } from './messaging-storage.ts'

/** Removes what was last read from a storage, as signing out must; what was written and not sent stays. */
export async function forgetLastRead(storage: Pick<MessagingStorage, 'clear'>): Promise<void> {
  await Promise.all([storage.clear('inboxes'), storage.clear('threads')])
}
