import type { Database } from '@pennypost/db'
import type { Conversation } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'

type Wanted = { userId: string; conversationId: string }

/** Conversations as people see them; null for somebody who takes no part. Readers that come together share a statement. */
export type Summaries = NaturalBatch<Wanted, { conversation: Conversation | null }>

export function createSummaries({ sql }: Database): Summaries {
  return new NaturalBatch(
    async (wanted: Wanted[]) => {
      const rows = await sql<{ user_id: string; conversation_id: string; conversation: Conversation }[]>`
        select * from pennypost.conversation_values(${wanted.map(({ userId }) => userId)}::text[],
          ${wanted.map(({ conversationId }) => conversationId)}::uuid[])`
      const found = new Map(rows.map((row) => [`${row.conversation_id} ${row.user_id}`, row.conversation]))
      return wanted.map(({ userId, conversationId }) => ({
        conversation: found.get(`${conversationId} ${userId}`) ?? null,
      }))
    },
    { lanes: 1, most: 200, deadlineMs: STATEMENT_DEADLINE_MS },
  )
}
