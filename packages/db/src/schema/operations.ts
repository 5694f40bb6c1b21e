import { sql } from 'drizzle-orm'
import { boolean, check, interval, jsonb, text } from 'drizzle-orm/pg-core'
import { instant, pennypost, wholeNumber } from './pennypost.ts'

/** What operators changed, written in the same statement as the change. */
export const auditLog = pennypost.table('audit_log', {
  id: wholeNumber('id').primaryKey().generatedAlwaysAsIdentity(),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject'),
  details: jsonb('details').notNull(),
})

/** How far TEST_CLOCK has moved the clock. In production nothing reads it (sql/clock-production.sql). */
export const testClock = pennypost.table(
  'test_clock',
  {
    id: boolean('id').primaryKey().default(true),
    ahead: interval('ahead').notNull(),
  },
  (table) => [check('test_clock_one_row', sql`${table.id}`)],
)
