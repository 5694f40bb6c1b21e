import { type FetchInput, type Message, type Page, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { SharedAnswer } from '../shared-answer.ts'
import { isNumberPlace, pageOf, readCursor, writeCursor } from './cursor.ts'

/** Greater than every change number. */
const NEWEST = 2 ** 53

/**
 * A page of a conversation's readable messages, newest first; with `around`, the page that holds that change number in its middle.
 * Who asks for the same page at the same time gets the same object, which is not to be changed.
 * @throws NOT_FOUND, INVALID_INPUT
 */
export async function fetchMessages(
  services: Services,
  userId: string,
  { conversationId, cursor, limit, around }: FetchInput,
): Promise<SharedAnswer<Page<Message>>> {
  const read = async (from: number, isNewer: boolean, most: number) => {
    const found = await services.pageReads.add({ userId, conversationId, from, isNewer, most })
    if (found.messages === null) throw new RefusalError({ code: 'NOT_FOUND' })
    return { found, messages: found.messages }
  }
  if (around === undefined) {
    const [before] = cursor ? readCursor(cursor, isNumberPlace) : [NEWEST]
    const { found, messages } = await read(before, false, limit + 1)
    found.answer ??= new SharedAnswer(
      pageOf(
        messages,
        limit,
        (message) => message,
        ({ seq }) => [seq],
      ),
    )
    return found.answer
  }
  const [{ messages: newer }, { messages: older }] = await Promise.all([
    read(around, true, limit),
    read(around, false, limit + 1),
  ])
  const half = Math.ceil(limit / 2)
  const newerShown = newer.slice(0, Math.max(half, limit - older.length))
  const olderShown = older.slice(0, limit - newerShown.length)
  const last = olderShown.at(-1) ?? newerShown.at(0)
  return new SharedAnswer({
    items: [...newerShown.toReversed(), ...olderShown],
    nextCursor: older.length > olderShown.length && last !== undefined ? writeCursor([last.seq]) : null,
  })
}
