import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createServer } from '@pennypost/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { runAdmin, spawnAdmin } from './command.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

afterAll(() => world[Symbol.asyncDispose]())

const admin = (...words: string[]) => runAdmin(words, { DATABASE_URL: world.databaseUrl })

test('with --json stdout is one JSON value, and nothing else', async () => {
  const { code, stdout, stderr } = await admin('users', 'show', '--user', 'alice@example.com', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({
    id: world.alice.id,
    name: 'Alice',
    quota: { remainingFree: 20 },
  })
})

test('without it stdout is a table for people, whatever people call themselves', async () => {
  const mallory = await world.person('Mallory')
  await mallory.trpc.users.update.mutate({ name: 'Mal\u001b[31mlory' })
  const { code, stdout } = await admin('users', 'find', 'lory')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^id +name +email +role +banned +balance\n/)
  expect(stdout).toContain('Mal [31mlory')
  expect(stdout).not.toContain('\u001b')
})

test('a grant is written with the operator’s name, and reaches the running server', async () => {
  const words = [
    'wallet',
    'grant',
    '--user',
    world.bob.id,
    '--points',
    '12',
    '--reason',
    'Thanks',
    '--key',
    'k',
  ]
  const first = await admin(...words)
  expect(first.code).toBe(0)
  expect(first.stdout).toMatch(/balanceAfter +12/)
  expect(JSON.parse((await admin(...words, '--json')).stdout)).toMatchObject({
    granted: false,
    balanceAfter: 12,
  })
  expect((await world.bob.trpc.quota.status.query()).balance).toBe(12)
  const [line] = await world.sql`select actor from pennypost.audit_log where action = 'wallet.grant'`
  expect(line?.actor).toMatch(/^operator:.+/)
})

test('a refusal ends with 1, its sentence on stderr and with --json its type on stdout', async () => {
  const refused = await admin('users', 'ban', '--user', 'nobody@example.com')
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('There is nobody with this id or e-mail')
  const fraction = await admin('wallet', 'grant', '--user', 'x', '--points', '1.5', '--reason', 'y', '--json')
  expect(fraction.code).toBe(1)
  expect(JSON.parse(fraction.stdout)).toMatchObject({ refusal: { code: 'INVALID_INPUT' } })
})

test.each([
  [['users']],
  [['users', 'shew']],
  [['wallet', 'grant', '--user', 'x']],
  [['audit', '--fast']],
  [[]],
])('words that make no command end with 2 and say what would: %j', async (words) => {
  const { code, stdout, stderr } = await admin(...words)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('Usage: npm run admin --')
})

test('with --json help and errors of usage are one JSON value too', async () => {
  const help = await admin('users', 'help', '--json')
  expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(help.stdout)).toEqual({ help: expect.stringContaining('Usage: npm run admin -- users') })
  const wrong = await admin('users', 'shew', '--json')
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: npm run admin --') })
  expect(JSON.parse(wrong.stdout)).toEqual({ error: "unknown command 'shew'" })
})

test('help needs no database', async () => {
  const { code, stdout } = await runAdmin(['users', 'ban', '--help'], {
    DATABASE_URL: '',
    DATA_DIR: '/nowhere',
  })
  expect(code).toBe(0)
  expect(stdout).toContain('--user <string>')
})

test('without a database a command says so in one line, and the doctor what to do', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'pennypost-admin-'))
  const nowhere = { DATABASE_URL: '', DATA_DIR: dataDir }
  const { code, stderr } = await runAdmin(['stats'], nowhere)
  expect(code).toBe(1)
  expect(stderr).toBe(
    `No Pennypost runs with the data folder ${dataDir}: start it with npm start, or set DATABASE_URL or DATA_DIR.\n`,
  )
  const doctor = await runAdmin(['doctor', '--json'], {
    ...nowhere,
    REDIS_URL: 'redis://127.0.0.1:1',
    PORT: 'x',
  })
  expect(doctor.code).toBe(1)
  const { checks } = JSON.parse(doctor.stdout)
  const wrong = checks.filter(({ ok }: { ok: boolean }) => !ok).map(({ check }: { check: string }) => check)
  expect(wrong).toEqual(['database', 'settings', 'Redis'])
  await rm(dataDir, { recursive: true })
})

test('a database that is not there is told in one line, whichever way a command reads it', async () => {
  const nowhere = { DATABASE_URL: 'postgres://somebody@127.0.0.1:1/nothing' }
  const ended = await Promise.all([runAdmin(['stats'], nowhere), runAdmin(['users', 'find', 'x'], nowhere)])
  for (const { code, stderr } of ended) {
    expect(stderr).toMatch(/^The database cannot be reached \(ECONNREFUSED\)[^\n]*DATABASE_URL[^\n]*\n$/)
    expect(code).toBe(1)
  }
})

test('a database that refuses is told in one line that says what to do, by every command and by the doctor', async () => {
  const role = `role_${randomBytes(6).toString('hex')}`
  await world.sql.unsafe(`create role ${role} login`)
  const as = (user: string) => world.databaseUrl.replace(/\/\/[^@]*@/, `//${user}@`)
  const refusing = {
    'The database that DATABASE_URL names does not exist; create it first.': `${world.databaseUrl}_no`,
    'The database refuses the user or the password of DATABASE_URL.': as('nobody'),
    'The user of DATABASE_URL may not make or use the schema pennypost; let it own that schema, or grant it CREATE on the database.':
      as(role),
  }
  for (const [line, url] of Object.entries(refusing)) {
    const [found, doctor] = await Promise.all(
      [['users', 'find', 'x'], ['doctor']].map((words) => runAdmin(words, { DATABASE_URL: url })),
    )
    expect(found).toEqual({ code: 1, stdout: '', stderr: `${line}\n` })
    expect(doctor?.stdout).toContain(line)
  }
  await world.sql.unsafe(`drop role ${role}`)
})

test.each([
  ['DATABASE_URL', 'postgres://pennypost:hunter2@db:port/pennypost'],
  ['DATABASE_URL', 'postgres://pennypost:hunter2%@db/pennypost'],
  ['REDIS_URL', 'redis://:hunter2@cache:port'],
  ['REDIS_URL', 'redis://:hunter2@cache,redis://:hunter2%@cache'],
])(
  'a wrong %s ends a command with one line, and is a finding of the doctor, neither with its value: %s',
  async (name, value) => {
    const environment = { DATABASE_URL: world.databaseUrl, [name]: value }
    const { code, stdout, stderr } = await runAdmin(['stats'], environment)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^${name} must be one whole address[^\n]+\n$`))
    expect(stderr).not.toContain('hunter2')
    const doctor = await runAdmin(['doctor'], environment)
    expect({ code: doctor.code, stderr: doctor.stderr }).toEqual({ code: 1, stderr: '' })
    expect(doctor.stdout).toMatch(new RegExp(`settings +false +${name} must be one whole address`))
    expect(doctor.stdout).not.toContain('hunter2')
  },
)

test('what the driver refuses in DATABASE_URL ends a command with one line, and is a finding of the doctor', async () => {
  const environment = { DATABASE_URL: `${world.databaseUrl}?target_session_attrs=any-will-do` }
  const { code, stdout, stderr } = await runAdmin(['stats'], environment)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^[^\n]*target_session_attrs[^\n]*\n$/)
  const doctor = await runAdmin(['doctor'], environment)
  expect({ code: doctor.code, stderr: doctor.stderr }).toEqual({ code: 1, stderr: '' })
  expect(doctor.stdout).toMatch(/database +false +does not answer/)
})

test('the doctor finds all that would stop a server, and other commands only what they read themselves', async () => {
  const theirs = { TRUST_PROXY: 'yes', AUTH_JWKS_URL: 'ftp://x', LOG_LEVEL: 'loud', TOP_UP_URL: 'foo' }
  const production = { NODE_ENV: 'production', TEST_CLOCK: '1', AUTH_SECRET: '' }
  const wrong = { PORT: '3e3', HOST: 'two words', PUBLIC_URL: 'example.org', DAILY_FREE_LIMIT: '-1' }
  const given = { DATABASE_URL: world.databaseUrl, ...theirs, ...production }
  expect(await runAdmin(['stats'], given)).toMatchObject({ code: 0 })
  const { code, stdout } = await runAdmin(['doctor', '--json'], { ...given, ...wrong })
  expect(code).toBe(1)
  const { checks }: { checks: { check: string; found: string }[] } = JSON.parse(stdout)
  const settings = checks.filter(({ check }) => check === 'settings')
  expect(settings.map(({ found }) => found.replace(/ must .+$/, '')).sort()).toEqual([
    'AUTH_JWKS_URL',
    'AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE',
    'AUTH_SECRET',
    'DAILY_FREE_LIMIT',
    'HOST',
    'LOG_LEVEL',
    'PORT',
    'PUBLIC_URL',
    'TEST_CLOCK',
    'TOP_UP_URL',
    'TRUST_PROXY',
  ])
})

test('what the driver refuses in REDIS_URL stops a server with one line, and is a finding of the doctor', async () => {
  const url = 'redis://localhost?sentinels=nameless'
  const line = 'REDIS_URL cannot be used: Requires the name of master.'
  await expect(
    createServer({ databaseUrl: world.databaseUrl, authSecret: 'x'.repeat(32), redisUrl: url }),
  ).rejects.toThrow(line)
  const { code, stdout } = await runAdmin(['doctor', '--json'], {
    DATABASE_URL: world.databaseUrl,
    REDIS_URL: url,
  })
  expect(code).toBe(1)
  const { checks } = JSON.parse(stdout)
  expect(checks.filter(({ ok }: { ok: boolean }) => !ok)).toMatchObject([{ check: 'Redis', found: line }])
})

test('the doctor asks the running server whether it lets the browser’s origin in', async () => {
  const port = new URL(world.origin).port
  const sound = await runAdmin(['doctor', '--json'], { DATABASE_URL: world.databaseUrl, PORT: port })
  expect(JSON.parse(sound.stdout)).toMatchObject({ ok: true })
  const elsewhere = { PORT: port, PUBLIC_URL: 'https://chat.example.org' }
  const { code, stdout } = await runAdmin(['doctor'], { DATABASE_URL: world.databaseUrl, ...elsewhere })
  expect(code).toBe(1)
  expect(stdout).toContain(`the server at PORT ${port} refuses https://chat.example.org`)
})

test('an export of many pages is one JSON value, a message a line, of what is readable', async () => {
  const conversationId = await world.direct()
  await world.sql`
    with written as (
      insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at, expires_at)
      select gen_random_uuid(), ${conversationId}, ${world.alice.id}, n, n, 'text ' || n,
        pennypost.now() - interval '3 days',
        case when n % 2 = 0 then pennypost.now() - interval '1 day' end
      from generate_series(1, 5000) n)
    update pennypost.conversations set last_seq = 5000 where id = ${conversationId}`
  const { code, stdout } = await admin('conversations', 'export', '--id', conversationId, '--json')
  expect(code).toBe(0)
  const { conversation, messages } = JSON.parse(stdout)
  expect(conversation).toMatchObject({ id: conversationId, kind: 'direct', lastSeq: 5_000 })
  expect(messages.map(({ seq }: { seq: number }) => seq)).toEqual(
    Array.from({ length: 2_500 }, (_, index) => 2 * index + 1),
  )
  expect(stdout.split('\n')).toHaveLength(2_500 + 4)
})

test('data that cannot be written ends a command with 1 and one line, and not as if all had been', async () => {
  const file = await open(fileURLToPath(import.meta.url), 'r')
  const child = spawnAdmin(['stats'], { DATABASE_URL: world.databaseUrl }, file.fd)
  const [[code], stderr] = await Promise.all([once(child, 'exit'), child.stderr && text(child.stderr)])
  await file.close()
  expect(stderr).toMatch(/^The output could not be written: EBADF[^\n]*\n$/)
  expect(code).toBe(1)
})

test('a command to whose progress nobody listens any more is brought to its end', async () => {
  const child = spawnAdmin(['audit', '--json'], { DATABASE_URL: world.databaseUrl }, 'pipe')
  child.stderr?.destroy()
  const [[code], stdout] = await Promise.all([once(child, 'exit'), child.stdout && text(child.stdout)])
  expect(JSON.parse(stdout ?? '')).toMatchObject({ ok: true })
  expect(code).toBe(0)
})

test('a purge asks nobody where nobody can answer, and tells its progress on stderr', async () => {
  const dry = await admin('expired', 'purge', '--dry-run', '--json')
  expect(JSON.parse(dry.stdout)).toEqual({ erased: 2_500, dryRun: true })
  const purge = await admin('expired', 'purge', '--json')
  expect(purge.code).toBe(0)
  expect(JSON.parse(purge.stdout)).toEqual({ erased: 2_500, dryRun: false })
  expect(purge.stderr).toContain('erasing: 2500 of 2500')
})

test('the clock is moved for running servers at once', async () => {
  const before = await world.alice.trpc.quota.status.query()
  const { aheadHours }: { aheadHours: number } = JSON.parse((await admin('clock', 'show', '--json')).stdout)
  const moved = JSON.parse((await admin('clock', 'advance', '--hours', '24', '--json')).stdout)
  expect(moved).toMatchObject({ canMove: true, aheadHours: expect.closeTo(aheadHours + 24) })
  const after = await world.alice.trpc.quota.status.query()
  expect(Date.parse(after.day) - Date.parse(before.day)).toBe(24 * 3_600_000)
})

test('an audit of a sound database ends with 0, and of another with 1 and the rows', async () => {
  expect(await admin('audit', '--json')).toMatchObject({ code: 0 })
  await world.sql`update pennypost.accounts set balance = balance + 1 where user_id = ${world.bob.id}`
  const { code, stdout } = await admin('audit')
  expect(code).toBe(1)
  expect(stdout).toContain(world.bob.id)
  expect(stdout).toMatch(/the balance is the sum of the entries +13 +12/)
})
