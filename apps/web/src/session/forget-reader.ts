import { forgetLastRead, indexedDbStorage } from '@pennypost/client'

/** Removes from this device what somebody who signed out has read. What they wrote and is not sent yet stays. */
export async function forgetReader(userId: string): Promise<void> {
  const storage = indexedDbStorage(userId)
  await forgetLastRead(storage).catch(() => undefined)
  await storage.close()
}
