import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../world/database.ts'
import { cookieOf, startServer } from './test-server.ts'

describe('demo users', () => {
  it('are made in an empty database, once, and named to the sign-in page', async () => {
    await using database = await createTestDatabase()
    const counts = async () => {
      const [row] = await database.sql`
        select (select count(*)::int from pennypost.users) as users, (select count(*)::int from pennypost.messages) as messages`
      return row
    }
    await using first = await startServer(database.url, { demo: 'seed', rateLimits: true })
    const people = await (await first.get('/api/demo')).json()
    expect(people).toHaveLength(6)
    const seeded = await counts()
    expect(seeded?.messages).toBeGreaterThan(5_000)

    await using again = await startServer(database.url, { demo: 'seed' })
    expect(await (await again.get('/api/demo')).json()).toEqual(people)
    expect(await counts()).toEqual(seeded)

    const next: string[] = []
    for (const { email, password } of people) {
      const cookie = cookieOf(await again.signIn(email, password))
      const { result } = await (await again.get('/api/trpc/quota.status', { cookie })).json()
      next.push(result.data.next.kind)
    }
    expect(next).toEqual(['free', 'free', 'free', 'blocked', 'free', 'free'])
  })

  it('are continued where a start was cut off', async () => {
    await using database = await createTestDatabase()
    await using first = await startServer(database.url, { demo: 'seed' })
    const seeded = await database.sql`select count(*)::int from pennypost.messages`
    await first.stop()
    await database.sql`
      with mia as (select id from pennypost.users where email = 'mia@pennypost.test'),
        away as (delete from pennypost.sessions where user_id in (select id from mia)),
        gone as (delete from pennypost.credentials where user_id in (select id from mia)),
        broke as (delete from pennypost.accounts where user_id in (select id from mia))
      update pennypost.users set email = null, name = 'cut off' where id in (select id from mia)`
    await database.sql`delete from pennypost.users where name = 'cut off'`
    await using next = await startServer(database.url, { demo: 'seed' })
    expect(await (await next.get('/api/demo')).json()).toHaveLength(6)
    expect(await database.sql`select count(*)::int from pennypost.messages`).toEqual(seeded)
  })

  it('are never put beside other people, nor offered unless asked for', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    await server.signUp('Ada')
    await using asked = await startServer(database.url, { demo: 'seed' })
    expect(await (await asked.get('/api/demo')).json()).toEqual([])
    expect(await database.sql`select from pennypost.users`).toHaveLength(1)
  })

  it('are made as far as a smaller allowance goes', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url, { demo: 'seed', settings: { dailyFreeLimit: 0 } })
    expect(await (await server.get('/api/demo')).json()).toHaveLength(6)
  })
})
