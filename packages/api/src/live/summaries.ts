import { ARRAY_TYPES, type Database } from '@pennypost/db'
import type { Conversation } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import { RecentMap } from '../recent-map.ts'

type Wanted = { userId: string; conversationId: string }

/** Conversations as people see them; null for somebody who takes no part. Readers that come together share a statement. */
export type Summaries = NaturalBatch<Wanted, { conversation: Conversation | null }>

/** What the next count of the same person's unread messages can go on from. */
type Counted = Pick<Conversation, 'readSeq' | 'lastSeq' | 'unread' | 'nextExpiryAt'>

/** So many changes after what was read: fewer are looked through as quickly. */
const LEAST_REMEMBERED = 100
const MOST_REMEMBERED = 10_000

/**
 * Whoever follows an inbox and marks nothing read would have all of it counted anew with each message: what the last summary said
 * comes with the question, and the database judges whether it still holds (`conversation_values`).
 */
export function createSummaries({ sql }: Database): Summaries {
  const remembered = new RecentMap<string, Counted>(MOST_REMEMBERED)
  const remember = (wanted: Wanted, conversation: Conversation) => {
    const key = keyOf(wanted)
    const counted = countedIn(conversation, wanted.userId)
    if (counted === null) remembered.delete(key)
    else remembered.set(key, counted)
  }

  return new NaturalBatch(
    async (wanted: Wanted[]) => {
      const counted = wanted.map((each) => remembered.get(keyOf(each)))
      const column = (type: number, of: (counted: Counted) => number | string | null) =>
        sql.array(
          counted.map((each) => (each === undefined ? null : of(each))),
          type,
        )
      const rows = await sql<{ user_id: string; conversation_id: string; conversation: Conversation }[]>`
        select * from pennypost.conversation_values(${wanted.map(({ userId }) => userId)}::text[],
          ${wanted.map(({ conversationId }) => conversationId)}::uuid[],
          ${column(ARRAY_TYPES.bigint, ({ readSeq }) => readSeq)}, ${column(ARRAY_TYPES.bigint, ({ lastSeq }) => lastSeq)},
          ${column(ARRAY_TYPES.bigint, ({ unread }) => unread)},
          ${column(ARRAY_TYPES.timestamptz, ({ nextExpiryAt }) => nextExpiryAt)})`
      const found = new Map<string, Conversation>()
      for (const { user_id, conversation_id, conversation } of rows) {
        const each = { userId: user_id, conversationId: conversation_id }
        found.set(keyOf(each), conversation)
        remember(each, conversation)
      }
      return wanted.map((each) => ({ conversation: found.get(keyOf(each)) ?? null }))
    },
    { lanes: 1, most: 200, deadlineMs: STATEMENT_DEADLINE_MS },
  )
}

/** Null where it is not worth it, or where what expires first is the last message, and that one is not among the unread. */
function countedIn(conversation: Conversation, userId: string): Counted | null {
  const { readSeq, lastSeq, unread, nextExpiryAt, lastMessage } = conversation
  const isLastUnread = lastMessage !== null && lastMessage.senderId !== userId && lastMessage.seq > readSeq
  const isExpiryOfUnread = nextExpiryAt === null || isLastUnread || lastMessage?.expiresAt !== nextExpiryAt
  if (lastSeq - readSeq < LEAST_REMEMBERED || !isExpiryOfUnread) return null
  return { readSeq, lastSeq, unread, nextExpiryAt }
}

function keyOf({ userId, conversationId }: Wanted): string {
  return `${conversationId} ${userId}`
}
