import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { startServer, type TestServer } from './test-server.ts'
import { TestSocket, upgradeStatus } from './test-socket.ts'

let database: TestDatabase
let server: TestServer
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startServer(database.url)
})
afterAll(async () => {
  await server.stop()
  await database[Symbol.asyncDispose]()
})

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())

/** Every token that somebody could make who has a valid one, the public key, and time. */
async function forge(token: string, publicKey: object): Promise<string[]> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const [named, claims] = [decode(header), decode(payload)]
  const other = await generateKeyPair('EdDSA', { extractable: true })
  const otherJwk = await exportJWK(other.publicKey)
  const sign = (headers: object, said: object = claims) =>
    new SignJWT({ ...said }).setProtectedHeader({ alg: 'EdDSA', ...named, ...headers }).sign(other.privateKey)
  const hmac = (secret: string, alg: string) =>
    new SignJWT(claims)
      .setProtectedHeader({ ...named, alg })
      .sign(new TextEncoder().encode(secret.padEnd(64)))
  const changedClaims = [
    { sub: 'somebody' },
    { sub: '' },
    { sub: null },
    { sub: [claims.sub] },
    { sid: 'another' },
    { sid: undefined },
    { iss: 'https://elsewhere.example' },
    { aud: 'elsewhere' },
    { exp: claims.exp + 1 },
    { exp: 9_999_999_999 },
    { exp: undefined },
    { nbf: 0 },
    { iat: 0 },
    { role: 'admin' },
    { admin: true },
  ].map((change) => ({ ...claims, ...change }))
  const headers = [
    {},
    { kid: undefined },
    { kid: '' },
    { kid: '../../etc/passwd' },
    { kid: "' or 1=1 --" },
    { jwk: otherJwk },
    { jwk: otherJwk, kid: undefined },
    { jku: 'http://127.0.0.1:1/jwks' },
    { x5u: 'http://127.0.0.1:1/cert' },
    { typ: 'at+jwt' },
    { cty: 'JWT' },
  ]
  const algorithms = [
    'none',
    'None',
    'NONE',
    'nOnE',
    'HS256',
    'HS512',
    'RS256',
    'ES256',
    'PS256',
    '',
    null,
    {},
  ]
  const flip = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
  // The last letter of a part holds bits that mean nothing, so it may differ.
  const everySo = (text: string, count: number) =>
    Array.from({ length: count }, (_, index) => Math.floor(((text.length - 1) * index) / count))
  return [
    ...changedClaims.map((changed) => `${header}.${encode(changed)}.${signature}`),
    ...(await Promise.all(changedClaims.map((changed) => sign({}, changed)))),
    ...(await Promise.all(headers.map((changed) => sign(changed)))),
    ...algorithms.flatMap((alg) =>
      ['', signature].map((end) => `${encode({ ...named, alg })}.${payload}.${end}`),
    ),
    ...(await Promise.all(
      ['HS256', 'HS384', 'HS512'].flatMap((alg) =>
        [JSON.stringify(publicKey), 'secret', ''].map((secret) => hmac(secret, alg)),
      ),
    )),
    new UnsecuredJWT(claims).encode(),
    ...everySo(header, 20).map((at) => `${flip(header, at)}.${payload}.${signature}`),
    ...everySo(payload, 50).map((at) => `${header}.${flip(payload, at)}.${signature}`),
    ...everySo(signature, 40).map((at) => `${header}.${payload}.${flip(signature, at)}`),
    ...['', '.', '..', '...', 'x', 'a.b.c', 'null', '{}', `${header}.${payload}`, `${header}..${signature}`],
    ...[
      `${token}.`,
      `.${token}`,
      `${token}.${signature}`,
      token.slice(0, -8),
      token.slice(8),
      token.toUpperCase(),
    ],
    ...[`${signature}.${payload}.${header}`, `${payload}.${header}.${signature}`, token.replaceAll('.', '')],
  ]
}

test('two hundred forged tokens and more are refused, over HTTP and over sockets alike', async () => {
  const { cookie } = await server.signUp('Ada')
  const token = await server.token(cookie)
  const { keys } = await (await server.get('/api/auth/jwks')).json()
  const forged = await forge(token, keys[0])
  expect(new Set(forged).size).toBeGreaterThanOrEqual(200)
  expect(forged).not.toContain(token)
  const refused = { data: { code: 'UNAUTHORIZED', refusal: { code: 'NOT_SIGNED_IN' } } }
  for (const [index, attempt] of forged.entries()) {
    const answer = await server.get('/api/trpc/users.me', { authorization: `Bearer ${attempt}` })
    expect(await answer.json(), attempt).toMatchObject({ error: refused })
    // Both ask one door; a socket costs much more.
    if (index % 4 !== 0) continue
    using socket = await TestSocket.as(server.socketUrl, attempt)
    const { error } = await socket.ask('query', 'users.me')
    expect(error, attempt).toMatchObject(refused)
  }
  const answer = await server.get('/api/trpc/users.me', { authorization: `Bearer ${token}` })
  expect(answer.status).toBe(200)
})

test('of thirty Origins none may connect with a cookie, or change anything', async () => {
  const { cookie } = await server.signUp('Ada')
  const { host, port } = new URL(server.url)
  const origins = [
    ...['', 'null', '*', 'x', 'localhost', host, `//${host}`, `${server.url}/`, `${server.url}/messages`],
    ...[`https://${host}`, `ws://${host}`, `file://${host}`, 'file://', `HTTP://${host}`, `http:${host}`],
    ...[
      'http://localhost',
      'http://127.0.0.1',
      `http://localhost:${Number(port) + 1}`,
      `http://127.0.0.1:0${port}`,
    ],
    ...[
      `http://127.1:${port}`,
      `http://[::1]:${port}`,
      `http://0.0.0.0:${port}`,
      `http://2130706433:${port}`,
    ],
    ...[`http://LOCALHOST:${port}`, `http://localhost.:${port}`, `http://localhost:${port}.evil.example`],
    ...[
      `http://evil.example#${server.url}`,
      `http://evil.example?${server.url}`,
      `http://evil.example/${host}`,
    ],
    ...[`http://${host}@evil.example`, `http://user@${host}`, `http://${host}.evil.example`],
    ...[
      `${server.url}, http://evil.example`,
      `http://evil.example ${server.url}`,
      'http://xn--lcalhost-h1g',
      'data:,',
    ],
    ...[
      'chrome-extension://abcdefghijklmnop',
      'http://evil.example',
      `http://evil-${host}`,
      `http://evil.${host}`,
    ],
  ]
  expect(new Set(origins).size).toBeGreaterThanOrEqual(30)
  for (const origin of origins) {
    expect(await upgradeStatus(server.socketUrl, { cookie, origin }), origin).toBe(403)
    const mutation = await server.post('/api/trpc/users.update', { name: 'Eve' }, { cookie, origin })
    expect(mutation.status, origin).toBe(403)
  }
  const me = await (await server.get('/api/trpc/users.me', { cookie })).json()
  expect(me.result.data.name).toBe('Ada')
})
