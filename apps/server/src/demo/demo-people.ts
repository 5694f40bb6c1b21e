import type { Database } from '@pennypost/db'
import { users } from '@pennypost/db'
import { inArray } from 'drizzle-orm'

/** What the sign-in page needs to offer a demo user by one click; their password is no secret. */
export type DemoPerson = { name: string; email: string; password: string; about: string }

const DEMO_PASSWORD = 'pennypost'

/** `.test` is reserved: no mail to it ever arrives anywhere. */
const person = (name: string, mailbox: string, about: string): DemoPerson => ({
  name,
  email: `${mailbox}@pennypost.test`,
  password: DEMO_PASSWORD,
  about,
})

export const DEMO = {
  alice: person('Alice Archer', 'alice', 'Thousands of messages with Bob, and 240 points'),
  bob: person('Bob Baker', 'bob', 'Writes with Alice; has a message that disappears'),
  carol: person('Carol Chen', 'carol', 'Two free messages left today, then 40 points'),
  dave: person('Dave Duarte', 'dave', 'Nothing left today: no free message, no points'),
  layla: person('ليلى حداد', 'layla', 'Writes from right to left'),
  mia: person('Mia Moreau', 'mia', 'Has not written to anybody yet'),
} as const

export const DEMO_PEOPLE: readonly DemoPerson[] = Object.values(DEMO)

/** The demo users that this database has. */
export async function findDemoPeople({ orm }: Database): Promise<DemoPerson[]> {
  const emails = DEMO_PEOPLE.map(({ email }) => email)
  const found = await orm.select({ email: users.email }).from(users).where(inArray(users.email, emails))
  const existing = new Set(found.map(({ email }) => email))
  return DEMO_PEOPLE.filter(({ email }) => existing.has(email))
}
