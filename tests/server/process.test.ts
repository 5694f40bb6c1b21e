import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { TcpProxy } from '../faults/proxy.ts'
import { createTestDatabase, type TestDatabase } from '../world/database.ts'
import { startServer, type TestServer } from './test-server.ts'

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))

let dataDir: string
let database: TestDatabase
let running: TestServer

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pennypost-process-'))
  database = await createTestDatabase()
  running = await startServer(database.url)
})
afterAll(async () => {
  await running.stop()
  await database[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true })
})

/** Runs the server's process with these variables, on the test's database unless they say otherwise. */
function run(variables: NodeJS.ProcessEnv) {
  // vitest's own settings would change how the server behaves.
  const { NODE_ENV: _mode, VITEST: _vitest, NODE_OPTIONS: _options, ...inherited } = process.env
  const given = { DATABASE_URL: database.url, DATA_DIR: dataDir, PORT: '0', TEST_CLOCK: '1', ...variables }
  return spawn(process.execPath, ['--conditions=pennypost:source', main], {
    env: { ...inherited, ...given },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function failure(variables: NodeJS.ProcessEnv) {
  const child = run(variables)
  const [[code], said] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  return { code, said }
}

const unreachable = 'postgres://somebody@127.0.0.1:1/nothing'

describe('a start that cannot be ends with one line that says why', () => {
  it.each([
    ['a wrong variable', () => ({ PORT: 'http' }), /PORT must be a whole number/],
    ['a taken port', () => ({ PORT: new URL(running.url).port }), /PORT \d+ is taken/],
    [
      'a data folder that cannot be written',
      () => ({ DATA_DIR: '/proc/data', DATABASE_URL: '' }),
      /data folder \/proc/,
    ],
    ['an address that nothing can listen on', () => ({ HOST: 'fe80::1' }), /HOST fe80::1 is not an address/],
    [
      'a parameter of DATABASE_URL that is another client’s',
      () => ({ DATABASE_URL: `${database.url}?pgbouncer=true` }),
      /DATABASE_URL sets pgbouncer after its \?/,
    ],
    ['a database that is not there', () => ({ DATABASE_URL: unreachable }), /DATABASE_URL does not answer/],
  ])('%s', async (_what, variables, line) => {
    const { code, said } = await failure(variables())
    expect(code).toBe(1)
    expect(said).toMatch(/^[^\n]+\n$/)
    expect(said).toMatch(line)
  })

  it('a port that takes connections and closes them at once, with no database behind it', async () => {
    const proxy = await TcpProxy.open()
    onTestFinished(() => proxy.close())
    proxy.refuse()
    const { code, said } = await failure({ DATABASE_URL: `postgres://somebody@127.0.0.1:${proxy.port}/x` })
    expect(said).toMatch(/^[^\n]*The database of DATABASE_URL does not answer[^\n]*\n$/)
    expect(code).toBe(1)
  })

  it('a database whose name is wrong', async () => {
    const { code, said } = await failure({ DATABASE_URL: database.url.replace(/\/[^/]*$/, '/none') })
    expect(said).toMatch(/^[^\n]+names does not exist; create it first\.\n$/)
    expect(code).toBe(1)
  })

  it('a database that is newer than the code', async () => {
    await using newer = await createTestDatabase()
    const hash = randomBytes(32).toString('hex')
    await newer.sql`insert into pennypost.migrations (hash, created_at) values (${hash}, 9999999999999)`
    const { code, said } = await failure({ DATABASE_URL: newer.url })
    expect(said).toMatch(/^[^\n]*The database is newer than this code[^\n]*\n$/)
    expect(code).toBe(1)
  })
})

describe('a running server', () => {
  it('stops on SIGTERM with code 0 and leaves its port free', async () => {
    const child = run({})
    const said: string[] = []
    const { promise: listening, resolve } = Promise.withResolvers<string>()
    child.stdout.on('data', (chunk) => {
      said.push(String(chunk))
      const url = /runs on (http:\S+)/.exec(said.join(''))?.[1]
      if (url !== undefined) resolve(url)
    })
    const url = await listening
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })
})
