import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { startServer, type TestServer } from './test-server.ts'

const HOST = { issuer: 'https://host.example', audience: 'pennypost-of-host' }

let database: TestDatabase
let server: TestServer
let host: Awaited<ReturnType<typeof startHost>>

beforeAll(async () => {
  database = await createTestDatabase()
  host = await startHost()
  server = await startServer(database.url, { hostTokens: { jwksUrl: host.jwksUrl, ...HOST } })
})
afterAll(async () => {
  await server.stop()
  await host.stop()
  await database[Symbol.asyncDispose]()
})

async function call(token: string) {
  const answer = await server.get('/api/trpc/users.me', { authorization: `Bearer ${token}` })
  return { status: answer.status, body: await answer.json() }
}

/** A host product: publishes keys, signs tokens, may begin to sign with another key. */
async function startHost() {
  const published: JWK[] = []
  const makeKey = async (kid: string | null) => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const named = kid === null ? {} : { kid }
    published.push({ ...(await exportJWK(publicKey)), ...named, alg: 'RS256', use: 'sig' })
    return { named, privateKey }
  }
  let key: Awaited<ReturnType<typeof makeKey>> = await makeKey('first')
  const http = createHttpServer((_request, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify({ keys: published }))
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    jwksUrl: `http://127.0.0.1:${port}/jwks`,
    publicKeys: published,
    rotate: async () => {
      key = await makeKey(`key-${published.length}`)
    },
    /** A new key, behind some others of its name, takes the place of all before; null: none has a name. */
    replace: async (kid: string | null, others: number) => {
      published.length = 0
      for (let made = 0; made < others; made += 1) await makeKey(kid)
      key = await makeKey(kid)
    },
    sign: (claims: Record<string, unknown>, { issuer, audience } = HOST) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', ...key.named })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(typeof claims.exp === 'number' ? claims.exp : '5m')
        .sign(key.privateKey),
    stop: async () => {
      http.close()
      await once(http, 'close')
    },
  }
}

describe('our own tokens', () => {
  it('hold only as they were signed: no part of one may differ', async () => {
    const { cookie, id } = await server.signUp('Ada')
    const token = await server.token(cookie)
    expect((await call(token)).status).toBe(200)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const { privateKey } = await generateKeyPair('EdDSA')
    const resign = (alg: string) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid })
        .sign(alg === 'EdDSA' ? privateKey : new Uint8Array(64))
    const forged = [
      `${header}.${encode({ ...claims, sub: 'somebody' })}.${signature}`,
      `${header}.${encode({ ...claims, exp: claims.exp + 9_999 })}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      new UnsecuredJWT(claims).encode(),
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
      await resign('EdDSA'),
      await resign('HS256'),
      'x',
      'a.b.c',
      '....',
    ]
    for (const attempt of forged) expect(await call(attempt)).toMatchObject(refused)
    const [session] = await database.sql`select id from pennypost.sessions where user_id = ${id}`
    const fromHost = await host.sign(
      { sub: id, sid: session?.id },
      { issuer: 'pennypost', audience: 'pennypost' },
    )
    expect(await call(fromHost)).toMatchObject(refused)
  })

  it('are signed and accepted across servers whose secrets differ', async () => {
    await using moved = await startServer(database.url, {
      authSecret: 'quite another secret of enough letters',
    })
    const [here, there] = [await server.signUp('Ada'), await moved.signUp('Bob')]
    const tokens = [await server.token(here.cookie), await moved.token(there.cookie)]
    for (const one of [server, moved])
      for (const token of tokens) {
        const answer = await one.get('/api/trpc/users.me', { authorization: `Bearer ${token}` })
        expect(answer.status).toBe(200)
      }
  })

  it('never count where they stand in an address', async () => {
    const { cookie } = await server.signUp('Ada')
    const token = await server.token(cookie)
    const params = encodeURIComponent(JSON.stringify({ token }))
    const answer = await server.get(`/api/trpc/users.me?connectionParams=${params}&token=${token}`)
    expect(answer.status).toBe(401)
  })

  it('count in a header, whatever connectionParams an address has', async () => {
    const { cookie } = await server.signUp('Ada')
    const token = await server.token(cookie)
    const me = '/api/trpc/users.me?batch=1&connectionParams=1&input=%7B%7D'
    expect((await server.get(me)).status).toBe(401)
    expect((await server.get(me, { authorization: `Bearer ${token}` })).status).toBe(200)
  })
})

const refused = { status: 401, body: { error: { data: { refusal: { code: 'NOT_SIGNED_IN' } } } } }

describe('a host’s tokens', () => {
  it('make a person on first sight, with sub as id', async () => {
    const token = await host.sign({ sub: 'host|42', name: 'Grace', sid: 'one' })
    expect(await call(token)).toMatchObject({
      status: 200,
      body: { result: { data: { id: 'host|42', name: 'Grace', role: 'member', email: null } } },
    })
    expect(await database.sql`select from pennypost.host_sessions where user_id = 'host|42'`).toHaveLength(1)
    await call(await host.sign({ sub: 'host|42', sid: 'one' }))
    expect(await database.sql`select from pennypost.host_sessions where user_id = 'host|42'`).toHaveLength(1)
  })

  it('are a sign-in each where they have no sid', async () => {
    const tokens = await Promise.all([1, 2].map((jti) => host.sign({ sub: 'host|46', jti: String(jti) })))
    for (const token of [...tokens, ...tokens]) expect((await call(token)).status).toBe(200)
    expect(await database.sql`select from pennypost.host_sessions where user_id = 'host|46'`).toHaveLength(2)
  })

  it('need no name', async () => {
    const { body } = await call(await host.sign({ sub: 'nameless', sid: 'two' }))
    expect(body.result.data).toMatchObject({ id: 'nameless', name: 'nameless' })
  })

  it('are refused from another issuer, for another audience, when over, or without a subject', async () => {
    const wrong = [
      await host.sign({ sub: 'x', sid: 's' }, { ...HOST, audience: 'else' }),
      await host.sign({ sub: 'x', sid: 's' }, { ...HOST, issuer: 'https://evil.example' }),
      await host.sign({ sub: 'x', sid: 's', exp: Math.floor(Date.now() / 1000) - 60 }),
      await host.sign({ sid: 's' }),
      await host.sign({ sub: '', sid: 's' }),
      await host.sign({ sub: 42, sid: 's' }),
      await host.sign({ sub: ['x'], sid: 's' }),
      await host.sign({ sub: 'x'.repeat(256), sid: 's' }),
    ]
    for (const token of wrong) expect(await call(token)).toMatchObject(refused)
    const publicKey = new TextEncoder().encode(JSON.stringify(host.publicKeys[0]))
    const confused = await new SignJWT({ sub: 'x', sid: 's' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setIssuer(HOST.issuer)
      .setAudience(HOST.audience)
      .setExpirationTime('5m')
      .sign(publicKey)
    expect(await call(confused)).toMatchObject(refused)
    expect(
      await database.sql`select from pennypost.users where id in ('', 'x', ${'x'.repeat(256)})`,
    ).toHaveLength(0)
  })

  it('signed with a key that is new are accepted within 40 s', async () => {
    expect((await call(await host.sign({ sub: 'host|43', sid: 'before' }))).status).toBe(200)
    await host.rotate()
    const token = await host.sign({ sub: 'host|43', sid: 'after' })
    const status = async () => (await call(token)).status
    await expect.poll(status, { timeout: 40_000, interval: 500 }).toBe(200)
  }, 45_000)

  it('signed with a key without a name, in the place of those before, are accepted within 40 s', async () => {
    const old = await host.sign({ sub: 'host|45', sid: 'before' })
    expect((await call(old)).status).toBe(200)
    await host.replace(null, 1)
    const token = await host.sign({ sub: 'host|45', sid: 'after' })
    const status = async () => (await call(token)).status
    await expect.poll(status, { timeout: 40_000, interval: 500 }).toBe(200)
    expect(await call(old)).toMatchObject(refused)
  }, 45_000)

  it('of somebody who is banned are refused', async () => {
    const token = await host.sign({ sub: 'host|44', sid: 'four' })
    await call(token)
    await database.sql`update pennypost.users set banned_at = now() where id = 'host|44'`
    expect(await call(token)).toMatchObject(refused)
  })
})
