import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '@pennypost/db'
import { startEmbeddedPostgres } from '@pennypost/db/embedded'
import postgres, { type Sql } from 'postgres'
import { requirePgbench } from './find-pgbench.ts'
import { createGrownDatabases, type GrownDatabases } from './grown-databases.ts'
import { type HostSignIn, startHostSignIn } from './host-tokens.ts'
import { allowHugePages } from './huge-pages.ts'
import { createPgbench } from './pgbench.ts'
import { readSql } from './read-sql.ts'

/** What every row works with: one Postgres that keeps what it acknowledges, people, and pgbench. */
export type Bench = {
  /** Of one half of a pair; `peer-p99` takes three times as long. */
  seconds: number
  databaseUrl: string
  host: string
  postgresPid: number
  sql: Sql
  pgbench: ReturnType<typeof createPgbench>
  signIn: HostSignIn
  grown: GrownDatabases
  stop(): Promise<void>
}

/** Where results and data are put; on a disk, since a commit costs what the disk takes. */
export const RESULTS = fileURLToPath(new URL('../../test-results', import.meta.url))

/** As an operator sets them: a quarter of the memory for what is read again, in huge pages, and few checkpoints. */
const SETTINGS = {
  max_wal_size: '4GB',
  min_wal_size: '4GB',
  shared_buffers: `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`,
}
const SMALL_PAGES =
  'Postgres has no huge pages, which only root may allow: growth-page is higher by a fifth (decision 17).'
const WAL_FILES = 200

const CONTENT = 'x'.repeat(100)
/** All whom sql/limits.schema.sql has: with two hundred, a fifth of two cores stood idle (decision 17). */
export const PEOPLE_THAT_SEND = 1_000
const CUT_OFF_MS = 500

export async function startBench({ seconds }: { seconds: number }): Promise<Bench> {
  const run = createPgbench.bind(null, requirePgbench())
  mkdirSync(RESULTS, { recursive: true })
  const dataDir = mkdtempSync(join(RESULTS, 'bench-data-'))
  allowHugePages(totalmem() / 2)
  const cluster = await startEmbeddedPostgres({ dataDir, settings: SETTINGS })
  // Postgres is in a process group of its own and would outlive a run that is cut off.
  const cutOff = () => {
    process.kill(cluster.pid, 'SIGQUIT')
    // It writes until it is gone, and nothing else can run any more that would tell when.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, CUT_OFF_MS)
    rmSync(dataDir, { recursive: true, force: true })
  }
  process.once('exit', cutOff)
  await migrate(cluster.url, { testClock: false })
  const sql = postgres(cluster.url, { host: cluster.host, max: 2, onnotice: () => {} })
  const [setting] = await sql<{ fsync: string; hugePages: string }[]>`
    select current_setting('fsync') as fsync, current_setting('huge_pages_status') as "hugePages"`
  if (setting?.fsync !== 'on') throw new Error('The benchmarks mean nothing with fsync off.')
  if (setting.hugePages !== 'on') process.stderr.write(`${SMALL_PAGES}\n`)
  for (const name of ['people', 'limits.schema', 'peer.schema']) await sql.unsafe(readSql(name))
  await fillWal(sql)
  await sql.unsafe('vacuum analyze')
  const signIn = await startHostSignIn()
  const pgbench = run(cluster)
  return {
    seconds,
    databaseUrl: cluster.url,
    host: cluster.host,
    postgresPid: cluster.pid,
    sql,
    pgbench: (options) =>
      pgbench({
        ...options,
        variables: { people: PEOPLE_THAT_SEND, content: CONTENT, ...options.variables },
      }),
    signIn,
    grown: createGrownDatabases(cluster),
    async stop() {
      signIn.close()
      await sql.end({ timeout: 1 })
      await cluster.stop()
      process.off('exit', cutOff)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * Makes the files of the write-ahead log that a Postgres which has run for a while uses again. A new one makes each when it is
 * needed, and every commit then waits for 16 MiB of zeros to be on the disk: 50 to 90 ms here.
 */
async function fillWal(sql: Sql): Promise<void> {
  for (let made = 0; made < WAL_FILES; made += 1)
    await sql`select pg_logical_emit_message(false, 'bench', 'next file'), pg_switch_wal()`
  await sql.unsafe('checkpoint')
}
