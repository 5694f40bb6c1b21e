import { once } from 'node:events'
import { createLog } from '@pennypost/server'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../world/database.ts'
import { PASSWORD } from '../world/person.ts'
import { startServer } from './test-server.ts'
import { TestSocket } from './test-socket.ts'

const GENERIC = 'Something went wrong'

describe('a fault of the database', () => {
  it('reaches the caller as one generic message and an id, over HTTP, socket and sign-in, and is logged by that id', async () => {
    await using database = await createTestDatabase()
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    await using server = await startServer(database.url, { log })
    const { cookie } = await server.signUp('Ada')
    const token = await server.token(cookie)
    await database.sql`alter table pennypost.sessions rename to sessions_away`

    const http = await server.get('/api/trpc/users.me', { authorization: `Bearer ${token}` })
    const { error } = await http.json()
    expect(http.status).toBe(500)
    expect(error).toMatchObject({ message: GENERIC, data: { requestId: expect.any(String) } })

    using socket = await TestSocket.as(server.socketUrl, token)
    using byCookie = new TestSocket(server.socketUrl, { cookie, origin: server.url })
    const frame = await socket.find((one) => one.error !== undefined)
    expect(frame.error).toMatchObject({ message: GENERIC, data: { requestId: expect.any(String) } })
    // Lost, not closed: what a plain client asks of a socket that is closing fails for good.
    for (const lost of [socket, byCookie]) expect((await lost.closed).code).toBe(1006)

    const signIn = await server.signIn('nobody@example.org')
    expect(signIn.status).toBe(401)
    const signUp = await server.post('/api/auth/sign-up/email', {
      name: 'Eve',
      email: 'eve@example.org',
      password: 'long enough',
    })
    expect(signUp.status).toBe(500)
    expect(await signUp.json()).toEqual({ message: GENERIC, requestId: expect.any(String) })

    const logged = lines.join('')
    for (const id of [error.data.requestId, frame.error?.data.requestId]) expect(logged).toContain(id)
    for (const secret of ['select', 'insert', token, 'eve@example.org', 'long enough'])
      expect(logged).not.toContain(secret)
    await database.sql`alter table pennypost.sessions_away rename to sessions`
  })

  it('in a send tells neither its text nor its SQL, to nobody', async () => {
    await using database = await createTestDatabase()
    const lines: string[] = []
    const log = createLog('trace', { write: (line) => void lines.push(line) })
    await using server = await startServer(database.url, { log })
    const [ada, bob] = await Promise.all([server.signUp('Ada'), server.signUp('Bob')])
    const created = await server.post(
      '/api/trpc/conversations.create',
      { receiverId: bob.id },
      { cookie: ada.cookie },
    )
    const { result } = await created.json()
    await database.sql`alter table pennypost.messages rename to messages_away`
    const answer = await server.post(
      '/api/trpc/messages.send',
      { id: uuidv7(), conversationId: result.data.conversation.id, content: 'the secret of the text' },
      { cookie: ada.cookie },
    )
    const body = await answer.text()
    expect(JSON.parse(body).error.message).toBe(GENERIC)
    const logged = lines.join('')
    expect(logged).toContain(JSON.parse(body).error.data.requestId)
    for (const secret of ['the secret of the text', 'messages_away', 'select ', ada.cookie]) {
      expect(body).not.toContain(secret)
      expect(logged).not.toContain(secret)
    }
  })
})

describe('a fault of the database in signing in and out', () => {
  const fault = { message: GENERIC, requestId: expect.any(String) }

  it('is told as one: nobody who is signed in hears that they are not', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    const { cookie } = await server.signUp('Ada')
    await database.sql`alter table pennypost.sessions rename to sessions_away`
    const passwords = { currentPassword: PASSWORD, newPassword: 'another good password' }
    const answers = await Promise.all([
      server.get('/api/auth/token', { cookie }),
      server.get('/api/auth/get-session', { cookie }),
      server.post('/api/auth/change-password', passwords, { cookie }),
      server.post('/api/auth/sign-out', {}, { cookie }),
    ])
    for (const answer of answers) {
      expect([answer.url, answer.status]).toEqual([answer.url, 500])
      expect(await answer.json()).toEqual(fault)
    }
    await database.sql`alter table pennypost.sessions_away rename to sessions`
    expect((await server.get('/api/auth/token', { cookie })).status).toBe(200)
  })

  it('signs nobody out: a session that could not be ended is kept, with its cookie, token and sockets', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    const { cookie } = await server.signUp('Ada')
    const token = await server.token(cookie)
    using socket = await TestSocket.as(server.socketUrl, token)
    await database.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'away'; end $$;
      create trigger refuse before delete on pennypost.sessions for each row execute function refuse()`)
    const answer = await server.post('/api/auth/sign-out', {}, { cookie })
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual(fault)
    expect(answer.headers.getSetCookie()).toEqual([])
    for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }])
      expect((await server.get('/api/trpc/users.me', headers)).status).toBe(200)
    expect((await socket.ask('query', 'users.me')).error).toBeUndefined()
    await database.sql`drop trigger refuse on pennypost.sessions`
    expect((await server.post('/api/auth/sign-out', {}, { cookie })).status).toBe(200)
    expect((await socket.closed).code).toBe(4401)
  })

  it('is none where two sign up with one e-mail at once: the second hears that it cannot', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    const answers = await Promise.all(['Ada', 'Eve'].map((name) => server.signUp(name, 'one@example.org')))
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([200, 422])
  })
})

describe('a call that is no JSON', () => {
  it('is refused as such, and the answer quotes nothing of it', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    const { cookie } = await server.signUp('Ada')
    const authorization = `Bearer ${await server.token(cookie)}`
    const post = (path: string) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: '{"content": the secret of the text}',
      })
    const answers = await Promise.all([
      post('/api/trpc/messages.send'),
      post('/api/trpc/messages.send?batch=1'),
      server.get('/api/trpc/messages.fetch?input=the%20secret', { authorization }),
    ])
    for (const answer of answers) {
      const [first] = [await answer.json()].flat()
      expect(answer.status).toBe(400)
      expect(first.error.message).toBe('The request is not valid JSON')
    }
  })
})

describe('a frame that is too large', () => {
  it('closes its socket, and is no fault in the log', async () => {
    await using database = await createTestDatabase()
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    await using server = await startServer(database.url, { log })
    const { cookie } = await server.signUp('Ada')
    using socket = await TestSocket.as(server.socketUrl, await server.token(cookie))
    await socket.ask('query', 'users.me')
    socket.socket.send('x'.repeat(65 * 1024))
    expect((await socket.closed).code).toBe(1009)
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})

describe('a stream of events over HTTP', () => {
  it('ends within a second of its session', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url)
    const { cookie } = await server.signUp('Ada')
    const authorization = `Bearer ${await server.token(cookie)}`
    const input = encodeURIComponent('{}')
    const answer = await server.get(`/api/trpc/live.inbox?input=${input}`, { authorization })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    expect(first).toContain('event: connected')
    const startedMs = performance.now()
    await server.post('/api/auth/sign-out', {}, { cookie })
    const over = async () => {
      for (;;) if ((await reader?.read())?.done !== false) return 'done'
    }
    await over().catch(() => 'cut')
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })
})

describe('malformed frames', () => {
  it('crash nothing and are never a fault', async () => {
    await using database = await createTestDatabase()
    await using server = await startServer(database.url, { rateLimits: true })
    const { cookie } = await server.signUp('Ada')
    using socket = new TestSocket(server.socketUrl, { cookie, origin: server.url })
    await once(socket.socket, 'open')
    const malformed = [
      '',
      '{',
      '[]',
      '[[]]',
      'null',
      '1',
      '"x"',
      '{}',
      '{"id":{}}',
      '{"id":901}',
      '{"id":901,"method":"x"}',
    ]
      .concat('{"id":901,"method":"query","params":{"path":"__proto__"}}')
      .concat('{"id":901,"method":"query","params":{"path":"users.me","input":{"__proto__":1}}}')
      .concat('{"id":901,"method":"subscription","params":{"path":"live.conversation","input":[]}}')
      .concat('{"id":901,"method":"subscription","params":{"path":"users.me"}}')
      .concat('{"id":901,"method":"query","params":{"path":"live.inbox"}}')
      .concat('{"id":901,"method":"subscription.stop"}')
    for (const text of malformed) socket.socket.send(text)
    socket.socket.send(Buffer.from([0, 255, 3]))
    const { result } = await socket.ask('query', 'users.me')
    expect(result?.data).toMatchObject({ name: 'Ada' })
    expect(socket.frames.filter((frame) => frame.error?.data.code === 'INTERNAL_SERVER_ERROR')).toEqual([])
  })
})
