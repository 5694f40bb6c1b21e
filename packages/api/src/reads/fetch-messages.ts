import { type FetchInput, type Message, type Page, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { isNumberPlace, pageOf, readCursor, writeCursor } from './cursor.ts'

/** Greater than every change number. */
const NEWEST = 2 ** 53

/**
 * A page of a conversation's readable messages, newest first; with `around`, the page that holds that change number in its middle.
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function fetchMessages(
  services: Services,
  userId: string,
  { conversationId, cursor, limit, around }: FetchInput,
): Promise<Page<Message>> {
  const read = async (from: number, isNewer: boolean, most: number): Promise<Message[]> => {
    const { messages } = await services.pageReads.add({ userId, conversationId, from, isNewer, most })
    if (messages === null) throw new RefusalError({ code: 'NOT_FOUND' })
    return messages
  }
  if (around === undefined) {
    const [before] = cursor ? readCursor(cursor, isNumberPlace) : [NEWEST]
    const messages = await read(before, false, limit + 1)
    return pageOf(
      messages,
      limit,
      (message) => message,
      ({ seq }) => [seq],
    )
  }
  const [newer, older] = await Promise.all([read(around, true, limit), read(around, false, limit + 1)])
  const half = Math.ceil(limit / 2)
  const newerShown = newer.slice(0, Math.max(half, limit - older.length))
  const olderShown = older.slice(0, limit - newerShown.length)
  const last = olderShown.at(-1) ?? newerShown.at(0)
  return {
    items: [...newerShown.toReversed(), ...olderShown],
    nextCursor: older.length > olderShown.length && last !== undefined ? writeCursor([last.seq]) : null,
  }
}
