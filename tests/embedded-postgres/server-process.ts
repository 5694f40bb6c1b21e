import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { z } from 'zod'

const main = fileURLToPath(new URL('server-process-main.ts', import.meta.url))
const flags = [
  '--conditions=pennypost:source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
]
const news = z.union([
  z.object({ ready: z.object({ pid: z.number(), host: z.string(), firstStart: z.boolean() }) }),
  z.object({ restarted: z.number() }),
  z.object({ failed: z.string() }),
])

/** A process that holds an embedded Postgres as a server does, so that a test can kill it. */
export class ServerProcess {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
  readonly news: AsyncIterator<string>

  constructor(dataDir: string, env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [...flags, main, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    })
    this.ended = once(this.child, 'exit')
    if (!this.child.stdout) throw new Error('The process has no stdout.')
    this.news = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  async next(): Promise<z.infer<typeof news>> {
    const { value } = await this.news.next()
    return news.parse(JSON.parse(value))
  }

  /** Waits until it serves; throws what it says when it cannot. */
  async ready() {
    const said = await this.next()
    if ('ready' in said) return said.ready
    throw new Error('failed' in said ? said.failed : 'It restarted before it was ready.')
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal)
    await this.ended
  }
}

/** One statement on the embedded Postgres whose socket lies in `host`. */
export async function runSql(host: string, statement: string) {
  const sql = postgres({ host, username: 'pennypost', database: 'pennypost', max: 1, fetch_types: false })
  try {
    return await sql.unsafe(statement)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
