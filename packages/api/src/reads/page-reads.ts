import { ARRAY_TYPES, type Database } from '@pennypost/db'
import type { Message } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import { type MessageRow, toMessage } from '../values.ts'

type PageRead = {
  userId: string
  conversationId: string
  /** A change number: messages before it, newest first, or from it on, oldest first; null: the newest. */
  from: number | null
  isNewer: boolean
  most: number
}

/** Pages of messages; null for somebody who takes no part. Readers that come together share a statement. */
export type PageReads = NaturalBatch<PageRead, FoundPage>

type FoundPage = { messages: Message[] | null }

type Row = MessageRow & { place: number }
type EmptyRow = { place: number; id: null }

const LANES = 2
/** A page may be half a megabyte. */
const MOST_IN_A_BATCH = 16

export function createPageReads({ sql }: Database): PageReads {
  return new NaturalBatch(
    async (reads: PageRead[]) => {
      const column = <Value>(of: (read: PageRead) => Value) => reads.map(of)
      const rows = await sql<(Row | EmptyRow)[]>`select * from pennypost.fetch_messages(
        ${column((read) => read.userId)}::text[], ${column((read) => read.conversationId)}::uuid[],
        ${sql.array(
          column((read) => read.from),
          ARRAY_TYPES.bigint,
        )},
        ${sql.array(
          column((read) => read.isNewer),
          ARRAY_TYPES.boolean,
        )},
        ${column((read) => read.most)}::integer[])`
      const pages = reads.map((): FoundPage => ({ messages: null }))
      for (const row of rows) {
        const read = reads[row.place - 1]
        const page = pages[row.place - 1]
        if (read === undefined || page === undefined)
          throw new Error(`fetch_messages answered page ${row.place} of ${reads.length}`)
        page.messages ??= []
        if (row.id !== null) page.messages.push(toMessage(read.conversationId, row))
      }
      return pages
    },
    { lanes: LANES, most: MOST_IN_A_BATCH, deadlineMs: STATEMENT_DEADLINE_MS },
  )
}
