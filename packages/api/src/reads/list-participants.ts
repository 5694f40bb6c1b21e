import { type Page, type PageInput, type Participant, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { isNumberPlace, pageOf, readCursor } from './cursor.ts'

/**
 * Who takes part: oneself and the owner first, then in the order of joining.
 * @throws NOT_FOUND
 */
export async function listParticipants(
  { database }: Services,
  userId: string,
  conversationId: string,
  { cursor, limit }: PageInput,
): Promise<Page<Participant>> {
  const [skip] = cursor ? readCursor(cursor, isNumberPlace) : [0]
  // Named here, so that the function may also be one that a server of the version before has put back, which answers a plain value.
  const [row] = await database.sql<{ people: Participant[] }[]>`
    select seen.people from pennypost.participants,
      pennypost.participants_seen_by(${userId}, ${conversationId}, ${Math.max(0, skip)}, ${limit + 1}) seen(people)
    where conversation_id = ${conversationId} and user_id = ${userId}`
  if (row === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  return pageOf(
    row.people,
    limit,
    (participant) => participant,
    () => [skip + limit],
  )
}
