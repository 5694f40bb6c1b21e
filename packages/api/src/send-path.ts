import { ARRAY_TYPES, type Database } from '@pennypost/db'
import { type RefusalCode, RefusalError } from '@pennypost/domain'
import postgres from 'postgres'
import { STATEMENT_DEADLINE_MS } from './deadline.ts'
import { NaturalBatch } from './natural-batch.ts'
import { runTogether } from './run-together.ts'
import type { Settings } from './services.ts'
import type { QuotaRow } from './values.ts'

/** One message on its way into the database. */
type Send = {
  id: string
  conversationId: string
  senderId: string
  content: string
  /** Undefined: the conversation's default; null: never. */
  expirationHours: number | null | undefined
  /** Null: whatever it costs. */
  maxPoints: number | null
}

/** What became of it: a row of `pennypost.send_messages`. */
export type SendOutcome = QuotaRow & {
  outcome:
    | 'SENT'
    | Extract<
        RefusalCode,
        'NOT_FOUND' | 'ID_REUSED' | 'NOT_ALLOWED' | 'PRICE_ABOVE_MAX' | 'NOT_ENOUGH_POINTS'
      >
  /** It was not there before: its text is the one that was sent, and not answered. */
  is_new: boolean
  seq: number
  content: string | null
  created_at: string
  expires_at: string | null
  edited_at: string | null
  deleted_at: string | null
  charged_points: number
  price: number
  /** The last change to the conversation itself: what is known of its people is as new as this. */
  changed_seq: number
  direct_low: string | null
  direct_high: string | null
  at: string
}

export type SendPath = NaturalBatch<Send, SendOutcome>

const LANES = 2
const MOST_IN_A_BATCH = 200
/** A statement by itself costs what a dozen messages do; 32 and 64 gave the same (decision 9). */
const LEAST_FOR_A_LANE = 32

/**
 * The way of every message into the database: one statement for all that arrived while the last one was committing.
 * A batch holds one message of a sender and one of an id, and a sender's messages keep the order they came in.
 * @param onLate called where a statement ends when its senders have been told that it failed
 */
export function createSendPath({ sql }: Database, settings: Settings, onLate = () => {}): SendPath {
  const write = async (sends: Send[]): Promise<SendOutcome[]> => {
    const column = <Value>(of: (send: Send) => Value) => sends.map(of)
    return await sql<SendOutcome[]>`select * from pennypost.send_messages(
      ${column((send) => send.id)}::uuid[], ${column((send) => send.conversationId)}::uuid[],
      ${column((send) => send.senderId)}::text[], ${column((send) => send.content)}::text[],
      ${sql.array(
        column((send) => send.expirationHours ?? null),
        ARRAY_TYPES.double,
      )},
      ${sql.array(
        column((send) => send.expirationHours === undefined),
        ARRAY_TYPES.boolean,
      )},
      ${sql.array(
        column((send) => send.maxPoints),
        ARRAY_TYPES.bigint,
      )},
      ${settings.dailyFreeLimit}, ${settings.pointsPerMessage}) order by place`
  }

  return new NaturalBatch(
    (sends) =>
      runTogether(sends, write, {
        judge: (error) => (isIdTaken(error) ? new RefusalError({ code: 'ID_REUSED' }) : error),
      }),
    {
      lanes: LANES,
      most: MOST_IN_A_BATCH,
      least: LEAST_FOR_A_LANE,
      deadlineMs: STATEMENT_DEADLINE_MS,
      onLate,
      keysOf: (send) => [`sender:${send.senderId}`, `id:${send.id}`],
      groupOf: (send) => send.conversationId,
    },
  )
}

const UNIQUE_VIOLATION = '23505'

/** Another sender took the id in the same instant: the constraint judges, and the answer is the same as a moment later. */
function isIdTaken(error: Error): boolean {
  return (
    error instanceof postgres.PostgresError &&
    error.code === UNIQUE_VIOLATION &&
    error.constraint_name === 'messages_pkey'
  )
}
