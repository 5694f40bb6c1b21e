import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findByCommand, findDescendants } from '../environment/find-processes.ts'
import { findFreePort, NpmCommand } from './npm-command.ts'

// A start builds first, and the machine may be busy.
vi.setConfig({ testTimeout: 120_000 })

let dataDir = ''
let port = 0
const started: NpmCommand[] = []

function start(env: NodeJS.ProcessEnv = {}): NpmCommand {
  const command = new NpmCommand(['start'], { DATA_DIR: dataDir, PORT: `${port}`, ...env })
  started.push(command)
  return command
}

async function startReady(): Promise<NpmCommand> {
  const command = start()
  await command.says('Pennypost runs on')
  expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200)
  return command
}

async function findServer(command: NpmCommand): Promise<number> {
  const found = (await findDescendants(command.pid)).find((each) =>
    each.command.includes('apps/server/dist/main.js'),
  )
  if (!found) throw new Error('There is no server among the processes of npm start.')
  return found.pid
}

async function expectNothingLeft(): Promise<void> {
  expect(await findByCommand(dataDir)).toEqual([])
  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve, reject) => server.on('listening', resolve).on('error', reject))
  await new Promise((resolve) => server.close(resolve))
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pennypost-start-'))
  port = await findFreePort()
})

afterEach(async () => {
  for (const command of started.splice(0)) {
    if (command.child.exitCode === null && command.child.signalCode === null) command.child.kill('SIGTERM')
    await command.ended
  }
  for (const { pid } of await findByCommand(dataDir)) process.kill(pid, 'SIGKILL')
  await vi.waitUntil(async () => (await findByCommand(dataDir)).length === 0, { timeout: 10_000 })
  await rm(dataDir, { recursive: true, force: true })
})

test('npm start serves the page and the API, names the demo sign-ins, and stops cleanly on SIGTERM', async () => {
  const command = await startReady()
  expect(command.stdout).toMatch(/http:\/\/localhost:\d+/)
  expect(command.stdout).toContain('@')
  const page = await fetch(`http://localhost:${port}/`)
  expect(page.headers.get('content-type')).toContain('text/html')
  command.child.kill('SIGTERM')
  expect(await command.ended).toBe(0)
  await expectNothingLeft()
})

test('Ctrl-C stops all of it once, without a word of error', async () => {
  const command = await startReady()
  const before = command.stderr
  command.signalGroup('SIGINT')
  expect(await command.ended).toBe(0)
  expect(command.stderr).toBe(before)
  await expectNothingLeft()
})

test('when npm is killed the server notices, stops, and frees its port', async () => {
  const command = await startReady()
  command.child.kill('SIGKILL')
  await vi.waitUntil(async () => (await findByCommand(dataDir)).length === 0, { timeout: 15_000 })
  await vi.waitUntil(
    () =>
      expectNothingLeft().then(
        () => true,
        () => false,
      ),
    { timeout: 15_000 },
  )
})

test('after kill -9 of the server the next start recovers by itself', async () => {
  const command = await startReady()
  process.kill(await findServer(command), 'SIGKILL')
  expect(await command.ended).toBe(137)
  expect((await findByCommand(dataDir)).length).toBeGreaterThan(0)
  await startReady()
})

test('after kill -9 of Postgres the running server is ready again within 30 s', async () => {
  await startReady()
  const postgres = (await findByCommand(dataDir)).find((each) => each.command.includes(' -D '))
  if (!postgres) throw new Error('There is no Postgres among the processes of npm start.')
  process.kill(postgres.pid, 'SIGKILL')
  const isReady = async () => (await fetch(`http://localhost:${port}/readyz`)).status === 200
  await vi.waitUntil(
    async () => (await findByCommand(`${dataDir}/postgres -c`)).some((each) => each.pid !== postgres.pid),
    {
      timeout: 30_000,
    },
  )
  await vi.waitUntil(isReady, { timeout: 30_000 })
})

test("the operators' command line reaches the running embedded database, and its stdout is data alone", async () => {
  await startReady()
  const found = new NpmCommand(['run', 'admin', '--', 'users', 'find', 'alice', '--json'], {
    DATA_DIR: dataDir,
  })
  expect(await found.ended).toBe(0)
  expect(JSON.stringify(JSON.parse(found.stdout))).toContain('alice@pennypost.test')
  const wrong = new NpmCommand(['run', 'admin', '--', 'users', 'nonsense'], { DATA_DIR: dataDir })
  expect(await wrong.ended).toBe(2)
  expect(wrong.stdout).toBe('')
})

test('a taken port and a wrong setting end the start with one line each that names them', async () => {
  const taken = createServer().listen(port, '127.0.0.1')
  const onTaken = start()
  expect(await onTaken.ended).toBe(1)
  expect(onTaken.stderr.trim()).toMatch(new RegExp(`^.*${port}.*$`))
  await new Promise((resolve) => taken.close(resolve))
  const wrong = start({ PORT: 'letters' })
  expect(await wrong.ended).toBe(1)
  expect(wrong.stderr.trim()).toMatch(/^.*PORT.*$/)
})
