import { once } from 'node:events'
import { LIMITS } from '@pennypost/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { PASSWORD } from '../world/person.ts'
import { startServer, type TestServer } from './test-server.ts'
import { TestSocket, upgradeStatus } from './test-socket.ts'

let database: TestDatabase
let server: TestServer
/** Another server on the same database, without limits of rate lifted. */
let other: TestServer

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startServer(database.url)
  other = await startServer(database.url, { rateLimits: true })
})
afterAll(async () => {
  await Promise.all([server.stop(), other.stop()])
  await database[Symbol.asyncDispose]()
})

async function person(name = 'Ada') {
  const { cookie, ...signedUp } = await server.signUp(name)
  return { ...signedUp, cookie, token: await server.token(cookie) }
}

/** How long after `cause` the socket is closed, and with which code. */
async function closedAfter(socket: TestSocket, cause: () => Promise<unknown>) {
  const startedMs = performance.now()
  await cause()
  const { code } = await socket.closed
  return { code, ms: performance.now() - startedMs }
}

it('who has said who they are is waited for, however long the database takes to find them', async () => {
  const { token, cookie, id } = await person()
  const silent = new TestSocket(`${server.socketUrl}?connectionParams=1`)
  const { sql } = database
  const holding = await sql.reserve()
  await holding`begin`
  await holding`lock table pennypost.sessions in access exclusive mode`
  using byToken = await TestSocket.as(server.socketUrl, token)
  using byCookie = new TestSocket(server.socketUrl, { cookie, origin: server.url })
  await once(byCookie.socket, 'open')
  expect((await silent.closed).code).toBe(4408)
  await holding`commit`
  holding.release()
  for (const socket of [byToken, byCookie])
    expect((await socket.ask('query', 'users.me')).result?.data).toMatchObject({ id })
})

describe('an upgrade by cookie', () => {
  it('is open to allowed Origins only, and refused before it happens', async () => {
    const { cookie } = await person()
    const foreign = [
      undefined,
      'null',
      'http://evil.example',
      `${server.url}.evil.example`,
      'http://localhost',
      'x',
    ]
    for (const origin of foreign) {
      const headers = { cookie, ...(origin !== undefined && { origin }) }
      expect(await upgradeStatus(server.socketUrl, headers)).toBe(403)
    }
    expect(await upgradeStatus(server.socketUrl, { cookie, origin: server.url })).toBe(101)
  })

  it('speaks for the person of the cookie', async () => {
    const { cookie, id } = await person()
    using socket = new TestSocket(server.socketUrl, { cookie, origin: server.url })
    await once(socket.socket, 'open')
    expect((await socket.ask('query', 'users.me')).result?.data).toMatchObject({ id })
  })

  it('to any other path is refused', async () => {
    for (const path of ['/', '/healthz', '/api/trpc/users.me', '/api/auth/token'])
      expect(await upgradeStatus(`${server.url.replace('http', 'ws')}${path}`)).toBe(404)
  })
})

describe('a token in connectionParams', () => {
  it('speaks for its person', async () => {
    const { token, id } = await person()
    using socket = await TestSocket.as(server.socketUrl, token)
    expect((await socket.ask('query', 'users.me')).result?.data).toMatchObject({ id })
  })

  it('that does not hold is refused as NOT_SIGNED_IN, and the socket closed', async () => {
    const { token } = await person()
    for (const forged of ['x', `${token}x`, token.slice(0, -8)]) {
      using socket = await TestSocket.as(server.socketUrl, forged)
      const { error } = await socket.find((frame) => frame.error !== undefined)
      expect(error?.data).toMatchObject({ code: 'UNAUTHORIZED', refusal: { code: 'NOT_SIGNED_IN' } })
      expect((await socket.closed).code).toBe(4401)
    }
  })

  it('in the address counts for nothing', async () => {
    const { token } = await person()
    using socket = new TestSocket(`${server.socketUrl}?token=${token}`)
    await once(socket.socket, 'open')
    const { error } = await socket.ask('query', 'users.me')
    expect(error?.data.refusal).toEqual({ code: 'NOT_SIGNED_IN' })
  })
})

describe('a socket that does not say who it is', () => {
  it.each(['', '?connectionParams=1'])('within 5 s is closed, limits or none (%s)', async (query) => {
    const sockets = [server, other].map(({ socketUrl }) => new TestSocket(`${socketUrl}${query}`))
    for (const socket of sockets) {
      const { afterMs } = await socket.closed
      expect(afterMs).toBeGreaterThan(LIMITS.authenticationDeadlineMs - 200)
      expect(afterMs).toBeLessThan(LIMITS.authenticationDeadlineMs + 1_000)
    }
  })
})

describe('the sockets of a session are closed within a second, on every server,', () => {
  it('when it is signed out', async () => {
    const { token, cookie } = await person()
    using here = await TestSocket.as(server.socketUrl, token)
    using there = await TestSocket.as(other.socketUrl, token)
    await Promise.all([here.ask('query', 'users.me'), there.ask('query', 'users.me')])
    const ends = await Promise.all(
      [here, there].map((socket, place) =>
        closedAfter(
          socket,
          async () => place === 0 && (await server.post('/api/auth/sign-out', {}, { cookie })),
        ),
      ),
    )
    for (const end of ends) {
      expect(end.code).toBe(4401)
      expect(end.ms).toBeLessThan(1_000)
    }
  })

  it('when the person is banned, or given another role', async () => {
    for (const change of [{ banned_at: new Date() }, { role: 'host' }]) {
      const { token, id } = await person()
      using socket = await TestSocket.as(server.socketUrl, token)
      await socket.ask('query', 'users.me')
      const end = await closedAfter(
        socket,
        () => database.sql`update pennypost.users set ${database.sql(change)} where id = ${id}`,
      )
      expect(end.ms).toBeLessThan(1_000)
    }
  })

  it('when the password is changed', async () => {
    const { token, cookie } = await person()
    using socket = await TestSocket.as(other.socketUrl, token)
    await socket.ask('query', 'users.me')
    const body = { currentPassword: PASSWORD, newPassword: 'another good password' }
    await closedAfter(socket, () => server.post('/api/auth/change-password', body, { cookie }))
    expect((await socket.closed).code).toBe(4401)
  })

  it('when nobody could hear of the end, as soon as the control channel is back', async () => {
    const { token, id } = await person()
    using socket = await TestSocket.as(server.socketUrl, token)
    await socket.ask('query', 'users.me')
    await database.sql.unsafe(`
      select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'pennypost-server control';
      alter table pennypost.sessions disable trigger sessions_end_aloud;
      delete from pennypost.sessions where user_id = '${id}';
      alter table pennypost.sessions enable trigger sessions_end_aloud`)
    const { code } = await socket.closed
    expect(code).toBe(4401)
  })

  it('when the session runs out, unless it was renewed', async () => {
    const { token, cookie, id } = await person()
    await database.sql`update pennypost.sessions set expires_at = now() + interval '2 seconds' where user_id = ${id}`
    using left = await TestSocket.as(server.socketUrl, token)
    using renewed = await TestSocket.as(server.socketUrl, token)
    await Promise.all([left.ask('query', 'users.me'), renewed.ask('query', 'users.me')])
    const stranger = await person('Eve')
    const refused = await renewed.ask('mutation', 'session.renew', { token: stranger.token })
    expect(refused.error?.data.refusal).toEqual({ code: 'NOT_SIGNED_IN' })
    await database.sql`update pennypost.sessions set expires_at = now() + interval '1 day' where user_id = ${id}`
    await renewed.ask('mutation', 'session.renew', { token: await server.token(cookie) })
    const { afterMs } = await left.closed
    expect(afterMs).toBeLessThan(3_000)
    expect((await renewed.ask('query', 'users.me')).result?.data).toMatchObject({ id })
  })
})

describe('limits', () => {
  it('a frame above 64 KiB closes the socket, and nobody else’s', async () => {
    const { token } = await person()
    using socket = await TestSocket.as(server.socketUrl, token)
    using neighbour = await TestSocket.as(server.socketUrl, token)
    socket.say({
      id: 1,
      method: 'query',
      params: { path: 'users.find', input: { query: 'x'.repeat(70_000) } },
    })
    expect((await socket.closed).code).toBe(1009)
    expect((await neighbour.ask('query', 'users.me')).error).toBeUndefined()
  })

  it('a batch holds 50 calls', async () => {
    const { token } = await person()
    using socket = await TestSocket.as(other.socketUrl, token)
    const batch = Array.from({ length: 51 }, (_, id) => ({
      id: id + 1,
      method: 'query',
      params: { path: 'users.me' },
    }))
    socket.say(batch)
    const { error } = await socket.find((frame) => frame.id === 51)
    expect(error?.data.code).toBe('BAD_REQUEST')
  })

  it('a socket holds 100 subscriptions; one that is stopped makes room', async () => {
    const { token } = await person()
    using socket = await TestSocket.as(other.socketUrl, token)
    const ids = Array.from({ length: 101 }, () => socket.start('subscription', 'live.inbox', {}))
    const last = await socket.find((frame) => frame.id === ids.at(-1))
    expect(last.error?.data).toMatchObject({ code: 'TOO_MANY_REQUESTS', refusal: { code: 'RATE_LIMITED' } })
    socket.say({ id: ids[0], method: 'subscription.stop' })
    await socket.find((frame) => frame.id === ids[0] && frame.result?.type === 'stopped')
    const next = socket.start('subscription', 'live.inbox', {})
    expect((await socket.find((frame) => frame.id === next)).result?.type).toBe('started')
    socket.say({ id: next, method: 'subscription', params: { path: 'live.inbox', input: {} } })
    const twice = await socket.find((frame) => frame.id === next && frame.error !== undefined)
    expect(twice.error?.data.code).toBe('BAD_REQUEST')
  })

  it('a person holds 10 sockets; one that is closed makes room', async () => {
    const { token } = await person()
    const sockets = await Promise.all(Array.from({ length: 10 }, () => TestSocket.as(other.socketUrl, token)))
    await Promise.all(sockets.map((socket) => socket.ask('query', 'users.me')))
    using tooMany = await TestSocket.as(other.socketUrl, token)
    const { error } = await tooMany.find((frame) => frame.error !== undefined)
    expect(error?.data.refusal).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
    expect((await tooMany.closed).code).toBe(4429)
    sockets[0]?.socket.close()
    await sockets[0]?.closed
    using next = await TestSocket.as(other.socketUrl, token)
    expect((await next.ask('query', 'users.me')).error).toBeUndefined()
    for (const socket of sockets) socket[Symbol.dispose]()
  })

  it('with RATE_LIMITS=off do not count sockets or subscriptions', async () => {
    const { token } = await person()
    const sockets = await Promise.all(
      Array.from({ length: 11 }, () => TestSocket.as(server.socketUrl, token)),
    )
    for (const socket of sockets) expect((await socket.ask('query', 'users.me')).error).toBeUndefined()
    for (const socket of sockets) socket[Symbol.dispose]()
  })
})

describe('stopping', () => {
  it('tells clients to move, closes every socket, and leaves nothing listening', async () => {
    const stopped = await startServer(database.url)
    const { token } = await person()
    const socket = await TestSocket.as(stopped.socketUrl, token)
    const following = socket.start('subscription', 'live.inbox', {})
    await socket.find((frame) => frame.id === following && frame.result?.type === 'data')
    const silent = new WebSocket(stopped.socketUrl)
    await once(silent, 'open')
    silent.pause()
    const startedMs = performance.now()
    await stopped.stop()
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    expect(socket.frames.some((frame) => frame.method === 'reconnect')).toBe(true)
    expect((await socket.closed).code).toBe(1012)
    await expect(fetch(`${stopped.url}/healthz`)).rejects.toThrow()
    silent.terminate()
  })
})
