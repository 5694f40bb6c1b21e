import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@pennypost/db/embedded'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findProgram } from '../environment/install-package.ts'
import { runSql, ServerProcess } from './server-process.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder = ''
const started: EmbeddedPostgres[] = []

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir })
  started.push(server)
  return server
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pennypost-'))
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

test('a data folder that cannot be written is refused in one line that names it', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  await expect(start(join(file, 'data'))).rejects.toThrow(
    /^The data folder \S+file\/data cannot be written.*DATA_DIR.*$/,
  )
})

test('the data of another major version is refused in one line and left alone', async () => {
  await (await start(folder)).stop()
  await writeFile(join(folder, 'postgres', 'PG_VERSION'), '15\n')
  await expect(start(folder)).rejects.toThrow(/was made by Postgres 15, and this is Postgres \d+/)
  expect(await readFile(join(folder, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n')
})

test('a folder of something else in the place of the cluster is refused and left alone', async () => {
  await mkdir(join(folder, 'postgres'))
  await writeFile(join(folder, 'postgres', 'letters.txt'), 'dear')
  await expect(start(folder)).rejects.toThrow(/is not a Postgres data directory/)
  expect(await readFile(join(folder, 'postgres', 'letters.txt'), 'utf8')).toBe('dear')
})

test('a setting that Postgres does not take is named, and where its log is', async () => {
  const failing = startEmbeddedPostgres({ dataDir: folder, settings: { no_such_setting: 1 } })
  await expect(failing).rejects.toThrow(/no_such_setting.*postgres\.log/)
})

test('a data folder with a long path works: its socket lies in the temporary folder', async () => {
  const deep = join(folder, 'a-folder-with-a-long-name'.repeat(4))
  const server = await start(deep)
  expect(server.host.startsWith(tmpdir())).toBe(true)
  expect(await runSql(server.host, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('no row and no statement reaches the log of Postgres', async () => {
  const { host } = await start(folder)
  await runSql(host, 'create table letters (text text unique)')
  await runSql(host, "insert into letters values ('a-secret')")
  await expect(runSql(host, "insert into letters values ('a-secret')")).rejects.toThrow(/unique/)
  await expect(runSql(host, "select 'a-secret'::int")).rejects.toThrow()
  const log = await readFile(join(folder, 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain('a-secret')
})

test('names are compared in any case of letters of any language', async () => {
  const { host } = await start(folder)
  expect(await runSql(host, "select lower('ÅSA ÖZGÜR') as name")).toEqual([{ name: 'åsa özgür' }])
})

// Nobody but root has a choice here.
if (process.getuid?.() === 0) {
  test('root without setpriv uses a user namespace, and root with setpriv reads that data later', async () => {
    const only = join(folder, 'bin')
    await mkdir(only)
    for (const name of ['unshare', 'chown']) await symlink(findProgram([name]) ?? '', join(only, name))
    const dataDir = join(folder, 'data')
    const server = new ServerProcess(dataDir, { PATH: only })
    const { host } = await server.ready()
    await runSql(host, 'create table kept as select 1 as n')
    await server.end('SIGTERM')
    expect(await runSql((await start(dataDir)).host, 'select n from kept')).toEqual([{ n: 1 }])
  })
}
