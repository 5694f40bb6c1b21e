import type { Conversation, Page, PageInput } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { isInstant, pageOf, readCursor } from './cursor.ts'

type Row = { conversation: Conversation; last_activity_at: string; id: string }
type Place = [activity: string, id: string]

/** One's conversations, latest activity first: the last message written in it, or its making. */
export async function listConversations(
  { database }: Services,
  userId: string,
  { cursor, limit }: PageInput,
): Promise<Page<Conversation>> {
  const [before, beforeId] = cursor ? readCursor(cursor, isPlace) : [null, null]
  const rows = await database.sql<Row[]>`
    select * from pennypost.list_conversations(${userId}, ${before}::timestamptz, ${beforeId}::uuid, ${limit + 1})`
  return pageOf(
    rows,
    limit,
    (row) => row.conversation,
    (row) => [row.last_activity_at, row.id],
  )
}

function isPlace(value: unknown): value is Place {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [activity, id] = value
  return (
    isInstant(activity) && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  )
}
