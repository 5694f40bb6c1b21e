import { sql } from 'drizzle-orm'
import { check, index, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, pennypost, wholeNumber } from './pennypost.ts'

/**
 * Has no foreign keys, which cost as much as all the rest of a send: `send_messages` writes for participants only, and
 * `audit` looks for a writer who never was one (decision 0009).
 * A row is also the memory of its id and of what it cost, for ever; erasing takes the text out of it and leaves the rest.
 */
export const messages = pennypost.table(
  'messages',
  {
    id: uuid('id').primaryKey(),
    conversationId: uuid('conversation_id').notNull(),
    senderId: text('sender_id').notNull(),
    seq: wholeNumber('seq').notNull(),
    /** The number of its last change; `seq` until it is edited. */
    changedSeq: wholeNumber('changed_seq').notNull(),
    content: text('content'),
    chargedPoints: wholeNumber('charged_points').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    editedAt: instant('edited_at'),
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    unique('messages_seq').on(table.conversationId, table.seq),
    index('messages_changed_later').on(table.conversationId, table.changedSeq).where(sql`changed_seq <> seq`),
    index('messages_to_expire')
      .on(table.conversationId, table.expiresAt)
      .where(sql`expires_at is not null and content is not null`),
    check('messages_content_length', sql`char_length(${table.content}) between 1 and 5000`),
    check('messages_seq_order', sql`1 <= ${table.seq} and ${table.seq} <= ${table.changedSeq}`),
    check('messages_expire_later', sql`${table.expiresAt} > ${table.createdAt}`),
    check('messages_deleted_empty', sql`${table.deletedAt} is null or ${table.content} is null`),
    check('messages_charged_range', sql`${table.chargedPoints} >= 0`),
  ],
)
