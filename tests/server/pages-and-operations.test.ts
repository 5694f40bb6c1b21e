import { STATUS_CODES } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createLog } from '@pennypost/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { startServer, type TestServer } from './test-server.ts'

let database: TestDatabase
let server: TestServer
const lines: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const log = createLog('error', { write: (line) => void lines.push(line) })
  server = await startServer(database.url, { metricsToken: 'a-token-for-metrics', trustProxy: 1, log })
})
afterAll(async () => {
  await server.stop()
  await database[Symbol.asyncDispose]()
})

describe('every answer', () => {
  it.each([
    '/',
    '/healthz',
    '/api/nothing',
    '/api/auth/nothing',
    '/api/trpc',
    '/assets/none.js',
    '/%zz',
    '/api/trpc/users.me',
  ])('says nosniff: %s', async (path) => {
    const answer = await server.get(path)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['what is not HTTP', 400, 'GARBAGE'],
    ['who names no host', 400, 'GET /healthz HTTP/1.1'],
    ['who names no host for a socket', 400, `GET /api/trpc HTTP/1.1\r\n${UPGRADE}`],
    ['who wants a socket at what is no address', 400, `GET /%zz HTTP/1.1\r\nHost: x\r\n${UPGRADE}`],
    ['who expects what there is not', 417, 'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: more'],
  ])('says nosniff even to %s, and the connection ends', async (_what, status, head) => {
    const answer = await answerTo(head)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*x-content-type-options: nosniff`, 'i'))
    expect(answer).toContain(JSON.stringify({ message: STATUS_CODES[status] }))
  })
})

const UPGRADE = [
  'Connection: upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${'A'.repeat(22)}==`,
].join('\r\n')

/** The answer to what no client of ours would send. */
async function answerTo(head: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  socket.write(`${head}\r\nConnection: close\r\n\r\n`)
  return await text(socket)
}

describe('pages', () => {
  it.each(['/', '/sign-in', '/messages/01900000-0000-7000-8000-000000000001'])(
    'may run our own scripts only, and be framed by nobody: %s',
    async (path) => {
      const policy = (await server.get(path)).headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain(
        `connect-src 'self' ${server.url.replace('http://127.0.0.1', 'ws://localhost')}`,
      )
      expect(/script-src[^;]*unsafe/.test(policy)).toBe(false)
    },
  )

  it.each([
    '/api',
    '/api/nothing',
    '/api/auth/list-sessions',
    '/api/auth/admin/list-users',
    '/api/auth/update-user',
    '/api/trpc',
  ])('are never served under /api, where an unknown path is a JSON 404: %s', async (path) => {
    const answer = await server.get(path)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({ message: 'Not Found' })
  })

  it.each([
    '/%61pi',
    '/%61pi/nothing',
    '/api//nothing',
    '/api/nothing%00',
    '/api/\\nothing',
    '/api/../api/nothing',
    'http://elsewhere.example/api/nothing',
  ])('are never served under /api, however its path is written: %s', async (path) => {
    const answer = await answerTo(`GET ${path} HTTP/1.1\r\nHost: x`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 [\s\S]*{"message":"Not Found"}$/)
  })

  it('are not posted to: an unknown path is told as such, whatever is sent there', async () => {
    const answer = await fetch(`${server.url}/api/nothing`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"no JSON',
    })
    expect(answer.status).toBe(404)
  })
})

describe('those who run the server', () => {
  it('learn that it lives and is ready', async () => {
    expect((await server.get('/healthz')).status).toBe(200)
    expect((await server.get('/readyz')).status).toBe(200)
  })

  it('read metrics from loopback or with the token, and no header makes a stranger local', async () => {
    expect(await (await server.get('/metrics')).text()).toContain('pennypost_connections 0')
    const forwarded = { 'x-forwarded-for': '127.0.0.1' }
    expect((await server.get('/metrics', forwarded)).status).toBe(403)
    expect((await server.get('/metrics', { ...forwarded, authorization: 'Bearer wrong' })).status).toBe(403)
    const allowed = await server.get('/metrics', {
      ...forwarded,
      authorization: 'Bearer a-token-for-metrics',
    })
    expect(allowed.status).toBe(200)
  })
})

describe('bad input', () => {
  it('over HTTP is answered in tRPC’s shape and its own codes', async () => {
    const tooLarge = await server.post('/api/trpc/messages.send', { content: 'x'.repeat(70_000) })
    expect(tooLarge.status).toBe(413)
    expect(await tooLarge.json()).toMatchObject({ error: { data: { code: 'PAYLOAD_TOO_LARGE' } } })
    const unknown = await server.get('/api/trpc/nothing.here')
    expect(await unknown.json()).toMatchObject({ error: { data: { code: 'NOT_FOUND' } } })
    const wrongMethod = await server.get('/api/trpc/messages.send')
    expect(await wrongMethod.json()).toMatchObject({ error: { data: { code: 'METHOD_NOT_SUPPORTED' } } })
  })

  it.each([
    ['a method that nothing has', 'TRACE', 'x', 'METHOD_NOT_SUPPORTED', 405],
    ['a host with a space', 'GET', 'a b', 'BAD_REQUEST', 400],
    ['a host that is no text', 'GET', '%%%', 'BAD_REQUEST', 400],
    ['an empty host', 'GET', '', 'BAD_REQUEST', 400],
  ])('is no fault of ours, and not in the log: %s', async (_what, method, host, code, httpStatus) => {
    lines.length = 0
    const answer = await answerTo(`${method} /api/trpc/users.me HTTP/1.1\r\nHost: ${host}`)
    expect(answer).toContain(`HTTP/1.1 ${httpStatus} `)
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
      error: { data: { code, httpStatus } },
    })
    expect(lines).toEqual([])
  })

  it('takes batches of 50 calls, whose paths are long', async () => {
    const path = Array.from({ length: 50 }, () => 'conversations.participants').join(',')
    const answer = await server.get(`/api/trpc/${path}?batch=1&input=%7B%7D`)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toHaveLength(50)
  })
})
