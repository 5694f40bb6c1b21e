import type { Database } from '@pennypost/db'
import { users } from '@pennypost/db'
import { inArray } from 'drizzle-orm'

/** What the sign-in page needs to offer a demo user by one click; their password is no secret. */
export type DemoPerson = { name: string; email: string; password: string }

export const DEMO_PASSWORD = 'pennypost'

/** `.test` is reserved: no mail to it ever arrives anywhere. */
const person = (name: string, mailbox: string): DemoPerson => ({
  name,
  email: `${mailbox}@pennypost.test`,
  password: DEMO_PASSWORD,
})

export const DEMO = {
  alice: person('Alice Archer', 'alice'),
  bob: person('Bob Baker', 'bob'),
  /** Two free messages left today, and points for four more. */
  carol: person('Carol Chen', 'carol'),
  /** Nothing left: no free message, no point. */
  dave: person('Dave Duarte', 'dave'),
  /** Writes from right to left. */
  layla: person('ليلى حداد', 'layla'),
  /** Has written to nobody yet. */
  mia: person('Mia Moreau', 'mia'),
} as const

export const DEMO_PEOPLE: readonly DemoPerson[] = Object.values(DEMO)

/** The demo users that this database has. */
export async function findDemoPeople({ orm }: Database): Promise<DemoPerson[]> {
  const emails = DEMO_PEOPLE.map(({ email }) => email)
  const found = await orm.select({ email: users.email }).from(users).where(inArray(users.email, emails))
  const existing = new Set(found.map(({ email }) => email))
  return DEMO_PEOPLE.filter(({ email }) => existing.has(email))
}
