import { type Page, type PageInput, type Participant, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { isInstant, pageOf, readCursor } from './cursor.ts'

/** The owner who was shown first, and who was shown last in the order of joining; '' where nobody was yet. */
type Place = [ownerId: string, joinedAt: string, userId: string]
type Row = { person: Participant; joined_at: string }

/**
 * Who takes part: oneself and the owner first, then in the order of joining. Whoever becomes the owner between two pages keeps the
 * place of joining, so nobody who stays is left out.
 * @throws NOT_FOUND
 */
export async function listParticipants(
  { database }: Services,
  userId: string,
  conversationId: string,
  { cursor, limit }: PageInput,
): Promise<Page<Participant>> {
  const [shownOwnerId, joinedAt, lastId] = cursor ? readCursor(cursor, isPlace) : ['', '', '']
  const [found] = await database.sql<{ rows: Row[] }[]>`
    select to_jsonb(array(
      select jsonb_build_object('joined_at', pennypost.iso(p.joined_at), 'person', jsonb_build_object(
        'userId', p.user_id, 'name', (reader.whole).name, 'role', p.role,
        'readSeq', case when seen.shown then p.shown_read_seq end,
        'readAt', case when seen.shown then pennypost.iso(p.shown_read_at) end))
      from pennypost.participants p
      cross join lateral (select u as whole from pennypost.users u where u.id = p.user_id offset 0) reader
      cross join lateral (select pennypost.shows_reading(viewer, reader.whole) as shown) seen
      where p.conversation_id = me.conversation_id and p.user_id <> ${shownOwnerId}
        and (${!cursor} or p.user_id <> me.user_id)
        and (${joinedAt} = '' or (p.joined_at, p.user_id) > (nullif(${joinedAt}, '')::timestamptz, ${lastId}))
      order by p.user_id <> me.user_id, p.role <> 'owner' or ${shownOwnerId} <> '', p.joined_at, p.user_id
      limit ${limit + 1})) as rows
    from pennypost.participants me join pennypost.users viewer on viewer.id = me.user_id
    where me.conversation_id = ${conversationId} and me.user_id = ${userId}`
  if (found === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  const owner = found.rows.slice(0, limit).find(({ person }) => person.role === 'owner')
  const ownerId = shownOwnerId === '' ? (owner?.person.userId ?? '') : shownOwnerId
  const isFirst = ({ person }: Row) => person.userId === userId || person.userId === ownerId
  return pageOf(
    found.rows,
    limit,
    ({ person }) => person,
    (last) => [ownerId, ...(isFirst(last) ? ['', ''] : [last.joined_at, last.person.userId])],
  )
}

function isPlace(value: unknown): value is Place {
  if (!Array.isArray(value) || value.length !== 3) return false
  const [ownerId, joinedAt, userId] = value
  return isId(ownerId) && isId(userId) && (joinedAt === '' || isInstant(joinedAt))
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && !value.includes('\u0000')
}
