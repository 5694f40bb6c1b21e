import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEmbeddedPostgres } from '@pennypost/db/embedded'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { findByCommand } from '../environment/find-processes.ts'
import { runSql, ServerProcess } from './server-process.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder = ''
let prepared = ''
let dataDir = ''
const started: ServerProcess[] = []

function start(): ServerProcess {
  const server = new ServerProcess(dataDir)
  started.push(server)
  return server
}

// Making a cluster takes a second, so most tests get a copy of one, with a row in it.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pennypost-'))
  prepared = join(folder, 'prepared')
  const server = new ServerProcess(prepared)
  const { host, firstStart } = await server.ready()
  await runSql(host, 'create table kept as select 1 as n')
  await server.end('SIGTERM')
  expect(firstStart).toBe(true)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  dataDir = await mkdtemp(join(folder, 'data-'))
  await cp(prepared, dataDir, { recursive: true, preserveTimestamps: true })
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.end('SIGKILL')))
  for (const { pid } of await findByCommand(dataDir)) process.kill(pid, 'SIGKILL')
  await vi.waitUntil(async () => (await findByCommand(dataDir)).length === 0, { timeout: 30_000 })
})

test('a stop leaves no process and no socket, and the next start finds the data', async () => {
  const first = start()
  const { host } = await first.ready()
  await runSql(host, 'insert into kept values (2)')
  await first.end('SIGTERM')
  expect(await readdir(host)).toEqual([])
  expect(await findEmbeddedPostgres(dataDir)).toBeNull()
  const again = await start().ready()
  expect(again.firstStart).toBe(false)
  expect(await runSql(again.host, 'select n from kept')).toEqual([{ n: 1 }, { n: 2 }])
  expect(await findEmbeddedPostgres(dataDir)).toMatchObject({ host: again.host, user: 'pennypost' })
})

test('after kill -9 of the server the next start takes over and every committed row is there', async () => {
  const first = start()
  const { host } = await first.ready()
  await runSql(host, 'insert into kept values (2)')
  await first.end('SIGKILL')
  const again = await start().ready()
  expect(await runSql(again.host, 'select n from kept')).toEqual([{ n: 1 }, { n: 2 }])
})

test('after kill -9 of the server and of Postgres the next start recovers', async () => {
  const first = start()
  const { host, pid } = await first.ready()
  await runSql(host, 'insert into kept values (2)')
  await first.end('SIGKILL')
  process.kill(pid, 'SIGKILL')
  const again = await start().ready()
  expect(await runSql(again.host, 'select n from kept')).toEqual([{ n: 1 }, { n: 2 }])
})

test('when Postgres is killed the server brings it back, again and again', async () => {
  const server = start()
  let { host, pid } = await server.ready()
  for (const round of [1, 2]) {
    process.kill(pid, 'SIGKILL')
    const said = await server.next()
    expect(said, `round ${round}`).toEqual({ restarted: expect.any(Number) })
    pid = 'restarted' in said ? said.restarted : 0
    expect(await runSql(host, 'select n from kept')).toEqual([{ n: 1 }])
  }
})

test('a backend that crashes takes no claim with it: a second server is still refused', async () => {
  const server = start()
  const { host } = await server.ready()
  const [backend] = await runSql(
    host,
    "select pid from pg_stat_activity where application_name like 'pennypost server%'",
  )
  process.kill(backend?.pid, 'SIGKILL')
  expect(await server.next()).toEqual({ restarted: expect.any(Number) })
  await expect(start().ready()).rejects.toThrow(/already uses this data folder/)
})

test('a second server on the same folder is refused in one line and the first one goes on', async () => {
  const first = start()
  const { host } = await first.ready()
  const line = /^Another pennypost server \d+ already uses this data folder: .*DATA_DIR[^\n]*$/
  await expect(start().ready()).rejects.toThrow(line)
  expect(await runSql(host, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('of two servers that start on a new folder at the same moment at most one lives', async () => {
  await rm(dataDir, { recursive: true })
  const starts = await Promise.allSettled([start().ready(), start().ready()])
  const reasons = starts.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  expect(reasons.length).toBeGreaterThanOrEqual(1)
  expect(reasons.join()).not.toContain('\n')
  const connection = await findEmbeddedPostgres(dataDir)
  if (starts.some((each) => each.status === 'fulfilled')) expect(connection).not.toBeNull()
})

test('what a start that was cut off left behind is removed', async () => {
  await rm(dataDir, { recursive: true })
  await mkdir(dataDir)
  const cutOff = start()
  await cutOff.end('SIGKILL')
  await writeFile(join(dataDir, 'postgres.new-4194304'), 'half a cluster')
  expect((await start().ready()).firstStart).toBe(true)
  expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.log', 'socket'])
})

test("a lock file that names some other program's process is not taken for a running Postgres", async () => {
  const first = start()
  const { host } = await first.ready()
  await first.end('SIGTERM')
  const lines = [process.pid, join(dataDir, 'postgres'), 0, 5432, host, '', '1 2', 'ready   ', '']
  await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), lines.join('\n'))
  expect((await start().ready()).host).toBe(host)
})
