import { ARRAY_TYPES, type Database } from '@pennypost/db'
import type { Message } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import { runTogether } from '../run-together.ts'
import { type MessageRow, toMessage } from '../values.ts'

type PageRead = {
  userId: string
  conversationId: string
  /** A change number: messages before it, newest first, or from it on, oldest first. */
  from: number
  isNewer: boolean
  most: number
}

/** Pages of messages; null for somebody who takes no part. Readers that come together share a statement. */
export type PageReads = NaturalBatch<PageRead, FoundPage>

type FoundPage = { messages: Message[] | null }

type Row = MessageRow & { place: number }
type EmptyRow = { place: number; id: null }

/** A conversation is read in one of them at a time: what is slow there does not hold up the others. */
const LANES = 4
/** A page may be two megabytes. */
const MOST_IN_A_BATCH = 8
const STATEMENT_TIMEOUT = '57014'

export function createPageReads({ sql }: Database): PageReads {
  const readTogether = async (reads: PageRead[]): Promise<FoundPage[]> => {
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
    // SQL promises no order of what a lateral join gives.
    for (const [index, { messages }] of pages.entries())
      messages?.sort((a, b) => (reads[index]?.isNewer ? a.seq - b.seq : b.seq - a.seq))
    return pages
  }

  return new NaturalBatch<PageRead, FoundPage>(
    (reads) =>
      runTogether(reads, readTogether, {
        // After a timeout there is no time to read anything again.
        maySpoil: (error) => reads.length > 1 && error.code !== STATEMENT_TIMEOUT,
      }),
    {
      lanes: LANES,
      most: MOST_IN_A_BATCH,
      deadlineMs: STATEMENT_DEADLINE_MS,
      groupOf: (read) => read.conversationId,
    },
  )
}
