import { type NamedUser, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'

/**
 * What those are called who take part in a conversation or once did, in no order; anybody else is left out.
 * @throws NOT_FOUND
 */
export async function listNames(
  { database }: Services,
  userId: string,
  conversationId: string,
  userIds: string[],
): Promise<{ items: NamedUser[] }> {
  // Nobody writes in a conversation without taking part, and whoever goes is among the departures.
  const [row] = await database.sql<{ items: NamedUser[] }[]>`
    select (
      select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name)), '[]')
      from pennypost.users u
      where u.id = any(${userIds}::text[]) and (
        exists (select from pennypost.participants p where p.conversation_id = ${conversationId} and p.user_id = u.id)
        or exists (select from pennypost.departures d where d.conversation_id = ${conversationId} and d.user_id = u.id))) as items
    from pennypost.participants
    where conversation_id = ${conversationId} and user_id = ${userId}`
  if (row === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  return { items: row.items }
}
