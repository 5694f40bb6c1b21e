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
    const { url: origin } = await server.start()
    const accounts = [await Person.signUp(origin, 'Alice'), await Person.signUp(origin, 'Bob')]
    for (const account of accounts) await takeToken(origin, account)
    await server.stop()
    await sql.unsafe(`create table ${SESSIONS} (account jsonb)`)
    for (const account of accounts)
      await sql`insert into ${sql.unsafe(SESSIONS)} values (${sql.json(account)})`
  },
}

async function takeToken(origin: string, account: Account): Promise<void> {
  await using person = new Person(origin, account)
  await person.token()
}

/** Takes the accounts that a copy of it was made with; nothing of them but the users is left there. */
export async function takeAccounts(sql: Sql): Promise<Account[]> {
  const rows = await sql<{ account: Account }[]>`
    select account from ${sql.unsafe(SESSIONS)} order by account->>'name'`
  await sql.unsafe(`drop table ${SESSIONS}`)
  return rows.map(({ account }) => account)
}
