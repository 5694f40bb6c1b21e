import { RefusalError } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { Log } from '../log.ts'

const RETRY_MS = 500
const GIVE_UP_MS = 60_000

/**
 * Reads for a subscriber, and again while the database is away: a cursor loses nothing by waiting, and a plain tRPC client
 * would not come back from an error. A refusal is passed on at once.
 */
export async function readPersistently<Value>(
  log: Log,
  reader: { readonly isEnding: boolean },
  read: () => Promise<Value>,
): Promise<Value | null> {
  const giveUpAt = Date.now() + GIVE_UP_MS
  while (!reader.isEnding) {
    try {
      return await read()
    } catch (error) {
      if (error instanceof TRPCError || error instanceof RefusalError || Date.now() > giveUpAt) throw error
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A live read failed; trying again')
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())))
    }
  }
  return null
}
