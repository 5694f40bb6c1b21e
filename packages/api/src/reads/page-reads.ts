import { ARRAY_TYPES, type Database } from '@pennypost/db'
import type { Message, Page } from '@pennypost/domain'
import { STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import { runTogether } from '../run-together.ts'
import type { SharedAnswer } from '../shared-answer.ts'
import { type MessageRow, toMessage } from '../values.ts'

type PageRead = {
  userId: string
  conversationId: string
  /** A change number: messages before it, newest first, or from it on, oldest first. */
  from: number
  isNewer: boolean
  most: number
}

/** Pages of messages. Readers that come together share a statement, and those who ask for the same share the page. */
export type PageReads = NaturalBatch<PageRead, FoundPage>

type FoundPage = {
  read: PageRead
  /** Null for somebody who takes no part. */
  messages: Message[] | null
  /** What its first reader made of it for all of them. */
  answer: SharedAnswer<Page<Message>> | null
}

type Row = MessageRow & { place: number }
type EmptyRow = { place: number; id: null }

/** A conversation is read in one of them at a time: what is slow there holds up the rest of its batch, and nobody after. */
const LANES = 4
/** A page may be two megabytes. A lane that joins others waits for as many, which cost Postgres a third less (decision 9). */
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
    const pages = reads.map((read): FoundPage => ({ read, messages: null, answer: null }))
    for (const row of rows) {
      const page = pages[row.place - 1]
      if (page === undefined) throw new Error(`fetch_messages answered page ${row.place} of ${reads.length}`)
      page.messages ??= []
      if (row.id !== null) page.messages.push(toMessage(page.read.conversationId, row))
    }
    // SQL promises no order of what a lateral join gives.
    for (const { read, messages } of pages)
      messages?.sort((a, b) => (read.isNewer ? a.seq - b.seq : b.seq - a.seq))
    // The rows of a page are those of its first reader who takes part; who takes none shares nothing.
    const firstOf = ({ read }: FoundPage) =>
      pages.find((page) => page.messages !== null && isSamePage(page.read, read))
    return pages.map((page) => (page.messages === null ? page : (firstOf(page) ?? page)))
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
      least: MOST_IN_A_BATCH,
      deadlineMs: STATEMENT_DEADLINE_MS,
      groupOf: (read) => read.conversationId,
    },
  )
}

/** What is on a page depends on nobody: `fetch_messages` looks at a reader only to find whether they take part. */
function isSamePage(one: PageRead, other: PageRead): boolean {
  return (
    one.conversationId === other.conversationId &&
    one.from === other.from &&
    one.isNewer === other.isNewer &&
    one.most === other.most
  )
}
