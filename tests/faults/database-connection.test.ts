import { once } from 'node:events'
import { connect as connectSocket, createServer } from 'node:net'
import { connect } from '@pennypost/db'
import { expect, inject, onTestFinished, test } from 'vitest'
import { TcpProxy } from './proxy.ts'

const target = () => ({ path: `${inject('postgres').host}/.s.PGSQL.5432` })

/** A database behind a proxy, with statements of at most half a second. */
async function throughProxy(maxConnections = 1) {
  const proxy = await TcpProxy.open()
  proxy.target = target()
  const database = connect(`postgres://pennypost@127.0.0.1:${proxy.port}/pennypost`, {
    maxConnections,
    statementMs: 500,
  })
  onTestFinished(async () => {
    await Promise.all([proxy.close(), database.close()])
  })
  return { proxy, database }
}

test('arrays of every kind that statements take arrive as they were given', async () => {
  const { database } = await throughProxy()
  const texts = ['', 'a,b', '{"quoted" \\ }', 'null', "it's", 'ü\n😀']
  const [row] = await database.sql`
    select to_jsonb(${texts}::text[]) as texts, to_jsonb(${[]}::text[]) as none,
      to_jsonb(${['01a203ff-5522-70a9-9a82-40a55cefbb98']}::uuid[]) as ids,
      to_jsonb(${database.sql.array([true, false, null], 1000)}) as booleans,
      to_jsonb(${database.sql.array([1, null, 9_007_199_254_740_991], 1016)}) as bigints,
      to_jsonb(${database.sql.array([0.5, null, 1e-9], 1022)}) as doubles`
  expect(row).toEqual({
    texts,
    none: [],
    ids: ['01a203ff-5522-70a9-9a82-40a55cefbb98'],
    booleans: [true, false, null],
    bigints: [1, null, 9_007_199_254_740_991],
    doubles: [0.5, null, 1e-9],
  })
})

// An unhandled rejection fails the run: in a server it would end the process.
test.each([1, 2, 3])(
  'a connection that is lost at its message %i fails the query and nothing else',
  async (lostAt) => {
    const server = createServer((near) => {
      const far = connectSocket(target())
      let messages = 0
      near.on('data', (chunk) => {
        messages += 1
        if (messages === lostAt) near.resetAndDestroy()
        else far.write(chunk)
      })
      far.on('data', (chunk) => near.destroyed || near.write(chunk))
      near.on('close', () => far.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const database = connect(`postgres://pennypost@127.0.0.1:${port}/pennypost`, { maxConnections: 1 })
    onTestFinished(async () => {
      await database.close()
      server.close()
    })
    const tries = [1, 2].map((n) => database.sql`select ${n}::int as n`.catch((error: unknown) => error))
    const answers = await Promise.all(tries)
    expect(answers.some((answer) => answer instanceof Error)).toBe(true)
  },
)

test('a proxy with no database behind it is an error, not a wait', async () => {
  const { proxy, database } = await throughProxy()
  proxy.refuse()
  await expect(database.sql`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  proxy.clear()
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }])
})

const AUTHENTICATED = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1')

test('a connection that is closed after the sign-in and before the database is ready is an error, not a wait', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.end(AUTHENTICATED)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const database = connect(`postgres://pennypost@127.0.0.1:${port}/pennypost`)
  onTestFinished(async () => {
    await database.close()
    server.close()
  })
  await expect(database.sql`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
})

test('a connection whose way broke without a word is given up, and the next question takes another', async () => {
  const { proxy, database } = await throughProxy()
  await database.sql`select 1`
  proxy.drop()
  await expect(database.sql`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }])
})

test('what is asked in the instant in which a connection breaks is answered or fails', async () => {
  const { proxy, database } = await throughProxy()
  await database.sql`select 1`
  for (let time = 0; time < 20; time += 1) {
    const first = database.sql`select pg_sleep(0.01)`.catch((error: unknown) => error)
    // Asked as soon as the first has failed: after the error of the socket, before its close.
    const second = first.then(() => database.sql`select 2 as two`.catch((error: unknown) => error))
    proxy.cut()
    await Promise.all([first, second])
  }
  await expect.poll(() => database.sql`select 1 as one`.catch(() => null)).toEqual([{ one: 1 }])
})

test('connections that break in the same instant are made anew at once', { timeout: 8_000 }, async () => {
  const { proxy, database } = await throughProxy(10)
  const ask = () => Promise.allSettled(Array.from({ length: 10 }, () => database.sql`select pg_sleep(0.05)`))
  await ask()
  proxy.cut()
  await ask()
  expect((await ask()).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'fulfilled'))
})

test('where many connections end at once, whatever is asked in that instant is answered or fails, and none waits in vain to connect', async () => {
  const applicationName = `ended ${crypto.randomUUID()}`
  const database = connect(inject('postgres').url, { applicationName })
  const operator = connect(inject('postgres').url, { maxConnections: 1 })
  onTestFinished(async () => {
    await Promise.all([operator.close(), database.close()])
  })
  const faults = new Set<string>()
  let isOver = false
  const asking = Array.from({ length: 30 }, async () => {
    while (!isOver)
      await database.sql`select 1`.catch((error) => {
        faults.add(error.code)
      })
  })
  for (let time = 0; time < 40; time += 1)
    await operator.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${applicationName}`
  isOver = true
  await Promise.all(asking)
  expect([...faults]).not.toContain('CONNECT_TIMEOUT')
})

test('who listens hears again after the connection was cut, and after its way broke without a word', async () => {
  const { proxy, database } = await throughProxy()
  const heard: string[] = []
  const begun: number[] = []
  const stop = await database.listen('faults', {
    onMessage: (text) => heard.push(text),
    onListening: () => begun.push(performance.now()),
    onLost: () => {},
  })
  onTestFinished(stop)
  const tell = (text: string) => database.sql`select pg_notify('faults', ${text})`
  await tell('before')
  await expect.poll(() => heard).toEqual(['before'])
  proxy.cut()
  await expect.poll(() => begun.length, { timeout: 5_000 }).toBe(2)
  await tell('after a cut')
  await expect.poll(() => heard).toEqual(['before', 'after a cut'])
  proxy.drop()
  await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(3)
  await tell('lost with the way').catch(() => {})
  await tell('after a silence')
  await expect.poll(() => heard).toEqual(['before', 'after a cut', 'after a silence'])
})
