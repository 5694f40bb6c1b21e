import { type Message, type Participant, RefusalError } from '@pennypost/domain'
import type { OperatorServices } from '../../operator-services.ts'
import { type MessageRow, toMessage } from '../../values.ts'

type ExportedParticipant = Pick<Participant, 'userId' | 'name' | 'role'> & {
  readSeq: number
  joinedAt: string
}

/** One page of an export; the conversation itself is the same on each. */
export type ExportPage = {
  conversation: {
    id: string
    kind: 'direct' | 'group'
    title: string | null
    createdAt: string
    lastSeq: number
    participants: ExportedParticipant[]
  }
  /** The readable ones, oldest first. */
  messages: Message[]
  /** The change number after which the next page begins; null: this was the last. */
  nextCursor: number | null
}

/**
 * A conversation with what is readable in it at this instant.
 * @throws NOT_FOUND
 */
export async function exportConversation(
  { database: { sql } }: OperatorServices,
  id: string,
  cursor: number,
  limit: number,
): Promise<ExportPage> {
  const [conversations, rows] = await Promise.all([
    sql<ExportPage['conversation'][]>`
      select c.id, c.kind, c.title, c.created_at as "createdAt", c.last_seq as "lastSeq", (
        select coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name, 'role', p.role,
          'readSeq', p.read_seq, 'joinedAt', pennypost.iso(p.joined_at)) order by p.joined_at, u.id), '[]')
        from pennypost.participants p join pennypost.users u on u.id = p.user_id
        where p.conversation_id = c.id) as participants
      from pennypost.conversations c where c.id = ${id}`,
    sql<MessageRow[]>`select * from pennypost.export_messages(${id}, ${cursor}, ${limit + 1})`,
  ])
  const [conversation] = conversations
  if (conversation === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  const shown = rows.slice(0, limit)
  return {
    conversation,
    messages: shown.map((row) => toMessage(id, row)),
    nextCursor: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  }
}
