import { bigint, pgSchema, timestamp } from 'drizzle-orm/pg-core'

/** Everything of ours lives here, the migration history included, so that a host's own tables never mix with it. */
export const pennypost = pgSchema('pennypost')

/** An instant to the millisecond, which is what the wire carries: a stamp survives the trip there and back. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** A whole number that fits JavaScript's: at most 2^53 − 1. */
export const wholeNumber = (name: string) => bigint(name, { mode: 'number' })
