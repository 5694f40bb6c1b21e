import { migrate } from '@pennypost/db'
import { createServer, type ServerOptions } from '@pennypost/server'
import type { Sql } from 'postgres'
import type { Template } from './database.ts'
import { type Account, Person } from './person.ts'

/** How a world's servers are made where a test says nothing else. */
export const USUAL = {
  authSecret: 'a secret for tests, and for nothing else',
  rateLimits: false,
  settings: { testClock: true },
} satisfies Partial<ServerOptions>

const SESSIONS = 'public.sessions_of_tests'

/**
 * With Alice and Bob signed up and in, and the key that signs tokens: passwords to hash are half the time of a world that
 * begins without.
 */
export const INHABITED: Template = {
  name: 'inhabited',
  make: async (url, sql) => {
    await migrate(url, USUAL.settings)
    const server = await createServer({ databaseUrl: url, ...USUAL })
    try {
      const { url: origin } = await server.start()
      const accounts = [await Person.signUp(origin, 'Alice'), await Person.signUp(origin, 'Bob')]
      await sql.unsafe(`create table ${SESSIONS} (account jsonb)`)
      for (const account of accounts) {
        await takeToken(origin, account)
        await sql`insert into ${sql.unsafe(SESSIONS)} values (${sql.json(account)})`
      }
    } finally {
      await server.stop()
    }
  },
}

async function takeToken(origin: string, account: Account): Promise<void> {
  await using person = new Person(origin, account)
  await person.token()
}

/**
 * Takes the accounts that a copy of it was made with, as if they had been opened by the copy's clock just now, whose day may be
 * another; nothing else of them is left there.
 */
export async function takeAccounts(sql: Sql): Promise<Account[]> {
  await sql`
    update pennypost.accounts set day = today.day, day_ends_at = (today.day + 1)::timestamp at time zone 'UTC'
    from (select (pennypost.now() at time zone 'UTC')::date as day) as today`
  await sql`update pennypost.users set created_at = pennypost.now(), updated_at = pennypost.now()`
  const rows = await sql<{ account: Account }[]>`
    select account from ${sql.unsafe(SESSIONS)} order by account->>'name'`
  await sql.unsafe(`drop table ${SESSIONS}`)
  return rows.map(({ account }) => account)
}
