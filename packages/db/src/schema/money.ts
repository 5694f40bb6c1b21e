import { sql } from 'drizzle-orm'
import { check, date, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, pennypost, wholeNumber } from './pennypost.ts'
import { users } from './people.ts'

/**
 * One row a person: the wallet's balance and the allowance of the day that is under way.
 * A day that is over counts as unused; the next send writes the new one (sql/days.sql).
 */
export const accounts = pennypost.table(
  'accounts',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id),
    balance: wholeNumber('balance').notNull().default(0),
    /** How many ledger entries the wallet has: the last one's number. */
    entryCount: integer('entry_count').notNull().default(0),
    freeUsed: integer('free_used').notNull().default(0),
    day: date('day').notNull(),
    dayEndsAt: instant('day_ends_at').notNull(),
    /** When a day began otherwise than at its local midnight: the first one in a new zone. */
    dayBeganAt: instant('day_began_at'),
    timeZone: text('time_zone').notNull().default('UTC'),
    /** Chosen, and in force from the next reset on. */
    nextTimeZone: text('next_time_zone'),
    /** An operator's own figures for this person; null: the server's. */
    dailyFreeLimit: integer('daily_free_limit'),
    pointsPerMessage: wholeNumber('points_per_message'),
  },
  (table) => [
    check('accounts_balance_range', sql`${table.balance} between 0 and 9007199254740991`),
    check('accounts_free_used_range', sql`${table.freeUsed} >= 0`),
    check('accounts_daily_free_range', sql`${table.dailyFreeLimit} >= 0`),
    check('accounts_price_range', sql`${table.pointsPerMessage} between 1 and 9007199254740991`),
  ],
)

/**
 * Every movement of points, between a wallet and a house account: what one gains the other loses, so entries sum to zero
 * by their shape. Only wallets store a balance; a house account is the sum of its entries. Rows never change (sql/ledger.sql).
 */
export const ledger = pennypost.table(
  'ledger',
  {
    userId: text('user_id')
      .notNull()
      .references(() => accounts.userId),
    /** 1, 2, 3 … in each wallet, without gaps. */
    number: integer('number').notNull(),
    house: text('house', { enum: ['income', 'grants'] }).notNull(),
    /** What the wallet gained; the house account lost as much. */
    points: wholeNumber('points').notNull(),
    balanceAfter: wholeNumber('balance_after').notNull(),
    kind: text('kind', { enum: ['message', 'opening', 'grant', 'signup'] }).notNull(),
    /** The operator's words for a grant. */
    reason: text('reason'),
    messageId: uuid('message_id').unique('ledger_one_charge_a_message'),
    conversationId: uuid('conversation_id').unique('ledger_one_charge_an_opening'),
    grantKey: text('grant_key').unique('ledger_one_grant_a_key'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.number] }),
    check('ledger_points_move', sql`${table.points} <> 0`),
    check('ledger_balance_range', sql`${table.balanceAfter} between 0 and 9007199254740991`),
    check('ledger_number_range', sql`${table.number} >= 1`),
    check(
      'ledger_shape',
      sql`case ${table.kind}
        when 'message' then ${table.house} = 'income' and ${table.points} < 0 and ${table.messageId} is not null and ${table.conversationId} is null and ${table.grantKey} is null
        when 'opening' then ${table.house} = 'income' and ${table.points} < 0 and ${table.messageId} is null and ${table.conversationId} is not null and ${table.grantKey} is null
        when 'grant' then ${table.house} = 'grants' and ${table.points} > 0 and ${table.messageId} is null and ${table.conversationId} is null and ${table.reason} is not null
        when 'signup' then ${table.house} = 'grants' and ${table.points} > 0 and ${table.messageId} is null and ${table.conversationId} is null and ${table.grantKey} is not null
        else false end`,
    ),
  ],
)
