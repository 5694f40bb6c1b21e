import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { PASSWORD } from '../world/person.ts'
import { cookieOf, startServer, type TestServer } from './test-server.ts'

let database: TestDatabase
let server: TestServer

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startServer(database.url, { settings: { signupPoints: 30, testClock: true } })
})
afterAll(async () => {
  await server.stop()
  await database[Symbol.asyncDispose]()
})

const me = (headers: Record<string, string>) => server.get('/api/trpc/users.me', headers)

describe('signing up', () => {
  it('signs in, gives the points of a newcomer, and keeps e-mails in small letters', async () => {
    const { cookie, id } = await server.signUp('  Ada  ', 'Ada.Lovelace@Example.ORG')
    const { result } = await (await me({ cookie })).json()
    expect(result.data).toMatchObject({ id, name: 'Ada', email: 'ada.lovelace@example.org', role: 'member' })
    const quota = await (await server.get('/api/trpc/quota.status', { cookie })).json()
    expect(quota.result.data.balance).toBe(30)
    expect((await server.signIn('ADA.LOVELACE@example.org')).status).toBe(200)
  })

  it.each([
    ['an empty name', { name: '   ' }],
    ['a name of 81 characters', { name: 'x'.repeat(81) }],
    ['a name with the NUL character', { name: 'a\u0000b' }],
    ['no e-mail', { email: 'nobody' }],
    ['a short password', { password: 'short' }],
    ['a role', { role: 'admin' }],
    ['a name that is no text', { name: { toString: 1 } }],
  ])('refuses %s and says so without a stack', async (_what, wrong) => {
    const body = { name: 'Eve', email: `eve-${Math.random()}@example.org`, password: PASSWORD, ...wrong }
    const answer = await server.post('/api/auth/sign-up/email', body)
    const text = await answer.text()
    if (answer.status === 200) expect(JSON.parse(text).user.role ?? 'member').toBe('member')
    else expect([400, 422]).toContain(answer.status)
    expect(text).not.toMatch(/\n +at |select|insert/i)
    expect(await database.sql`select from pennypost.users where role <> 'member'`).toHaveLength(0)
  })

  it('takes programs without an Origin where no cookie is sent, and browsers only from an allowed one', async () => {
    const { email, cookie } = await server.signUp('Programmer')
    const signIn = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ email, password: PASSWORD }),
      })
    expect((await signIn({})).status).toBe(200)
    expect((await signIn({ cookie })).status).toBe(403)
    expect((await signIn({ origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await signIn({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await signIn({ origin: server.url })).status).toBe(200)
  })

  it('refuses a body that is no JSON, in one generic line', async () => {
    const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"password":"secret',
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ message: 'Bad Request' })
  })
})

describe('a session', () => {
  it('has a token that names it and lives at most 15 minutes', async () => {
    const { cookie, id } = await server.signUp('Tom')
    const token = await server.token(cookie)
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const [session] = await database.sql`select id from pennypost.sessions where user_id = ${id}`
    expect(claims).toMatchObject({ sub: id, sid: session?.id })
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(900)
    expect((await me({ authorization: `Bearer ${token}` })).status).toBe(200)
  })

  it('ends with its sign-out, cookie and token alike', async () => {
    const { cookie } = await server.signUp('Ann')
    const token = await server.token(cookie)
    await server.post('/api/auth/sign-out', {}, { cookie })
    expect((await me({ cookie })).status).toBe(401)
    const refused = await me({ authorization: `Bearer ${token}` })
    expect(refused.status).toBe(401)
    expect(await refused.json()).toMatchObject({ error: { data: { refusal: { code: 'NOT_SIGNED_IN' } } } })
  })

  it('of another browser ends when the password is changed', async () => {
    const one = await server.signUp('Pat')
    const other = cookieOf(await server.signIn(one.email))
    const body = { currentPassword: PASSWORD, newPassword: 'a new one, and longer' }
    const answer = await server.post('/api/auth/change-password', body, { cookie: one.cookie })
    expect(answer.status).toBe(200)
    expect((await me({ cookie: cookieOf(answer) })).status).toBe(200)
    expect((await me({ cookie: other })).status).toBe(401)
    expect((await server.signIn(one.email)).status).toBe(401)
  })

  it('is refused to somebody who is banned, by a code and without detail', async () => {
    const { email, id, cookie } = await server.signUp('Max')
    await database.sql`update pennypost.users set banned_at = now() where id = ${id}`
    expect((await me({ cookie })).status).toBe(401)
    const answer = await server.signIn(email)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ message: 'Not allowed', code: 'BANNED_USER' })
  })
})

describe('a mutation by cookie', () => {
  it.each([undefined, 'null', 'http://evil.example', 'http://localhost', 'http://pennypost.invalid'])(
    'needs an allowed Origin: %s is none',
    async (origin) => {
      const { cookie } = await server.signUp('Kim')
      const answer = await fetch(`${server.url}/api/trpc/users.update`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...(origin !== undefined && { origin }) },
        body: JSON.stringify({ name: 'Mallory' }),
      })
      expect(answer.status).toBe(403)
      const { result } = await (await me({ cookie })).json()
      expect(result.data.name).toBe('Kim')
    },
  )

  it('works from the page itself', async () => {
    const { cookie } = await server.signUp('Kim')
    const answer = await server.post('/api/trpc/users.update', { name: 'Kimberley' }, { cookie })
    expect(await answer.json()).toMatchObject({ result: { data: { name: 'Kimberley' } } })
  })
})

describe('attempts to sign in', () => {
  it('are limited by address', async () => {
    await using limited = await startServer(database.url, { rateLimits: true })
    const { email } = await server.signUp('Sly')
    const statuses: number[] = []
    for (let attempt = 0; attempt < 12; attempt++)
      statuses.push((await limited.signIn(email, 'wrong password')).status)
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
  })
})
