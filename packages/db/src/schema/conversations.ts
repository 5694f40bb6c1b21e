import { sql } from 'drizzle-orm'
import { check, doublePrecision, index, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, pennypost, wholeNumber } from './pennypost.ts'
import { users } from './people.ts'

/**
 * `lastSeq` hands out change numbers under this row's lock, so they are gapless and in commit order.
 * No index holds a column that a send changes: such updates stay within their page (HOT).
 */
export const conversations = pennypost.table(
  'conversations',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['direct', 'group'] }).notNull(),
    title: text('title'),
    /** The two people of a direct conversation, in order, which makes it one. */
    directLow: text('direct_low').references(() => users.id),
    directHigh: text('direct_high').references(() => users.id),
    createdBy: text('created_by')
      .notNull()
      .references(() => users.id),
    openingPoints: wholeNumber('opening_points').notNull().default(0),
    defaultExpirationHours: doublePrecision('default_expiration_hours'),
    lastSeq: wholeNumber('last_seq').notNull().default(0),
    /** How many of the numbers went to anything but a new message: with the messages they make up `lastSeq`. */
    otherChanges: wholeNumber('other_changes').notNull().default(0),
    /** The number of the last change to the conversation itself: title, expiration, people. */
    changedSeq: wholeNumber('changed_seq').notNull().default(0),
    /** When it was made or last written in; the list's order. */
    lastActivityAt: instant('last_activity_at').notNull(),
    /** When anything changed that a participant may see; resuming the inbox starts from it. */
    changedAt: instant('changed_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('conversations_direct_pair').on(table.directLow, table.directHigh),
    check(
      'conversations_shape',
      sql`(${table.kind} = 'direct' and ${table.title} is null and ${table.directLow} < ${table.directHigh} and ${table.directLow} is not null and ${table.directHigh} is not null)
       or (${table.kind} = 'group' and char_length(${table.title}) between 1 and 120 and ${table.title} is not null and ${table.directLow} is null and ${table.directHigh} is null)`,
    ),
    check('conversations_expiration_range', sql`${table.defaultExpirationHours} between 1 and 8760`),
    check(
      'conversations_seq_order',
      sql`0 <= ${table.changedSeq} and ${table.changedSeq} <= ${table.lastSeq}`,
    ),
  ],
)

/** Who takes part now, and how far each has read. Who has left is in `departures`. */
export const participants = pennypost.table(
  'participants',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    role: text('role', { enum: ['owner', 'member'] }).notNull(),
    joinedAt: instant('joined_at').notNull(),
    /** One's own mark; it starts at the number of the change by which one joined. */
    readSeq: wholeNumber('read_seq').notNull(),
    /** What others may see of it, and the change number that told them. Null: never shown. */
    shownReadSeq: wholeNumber('shown_read_seq'),
    shownReadAt: instant('shown_read_at'),
    shownChangeSeq: wholeNumber('shown_change_seq'),
    /** When something changed that only this person sees. */
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.userId] }),
    index('participants_of_user').on(table.userId, table.conversationId),
    check('participants_role_known', sql`${table.role} in ('owner', 'member')`),
    check(
      'participants_shown_whole',
      sql`num_nulls(${table.shownReadSeq}, ${table.shownReadAt}, ${table.shownChangeSeq}) in (0, 3)`,
    ),
    check('participants_shown_within_read', sql`${table.shownReadSeq} <= ${table.readSeq}`),
  ],
)

/** Who has left or was removed, so that a resuming inbox can be told. */
export const departures = pennypost.table(
  'departures',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    leftAt: instant('left_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.userId] }),
    index('departures_of_user').on(table.userId, table.leftAt),
  ],
)
