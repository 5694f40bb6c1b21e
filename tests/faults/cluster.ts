import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { startRedis, type TestRedis } from '../environment/redis.ts'
import { Balancer } from './balancer.ts'
import { PostgresPart } from './postgres-part.ts'
import { TcpProxy } from './proxy.ts'
import { ServerPart } from './server-part.ts'

/** The links between the parts, each through a proxy. */
export const LINKS = ['clients-a', 'clients-b', 'postgres-a', 'postgres-b', 'redis-a', 'redis-b'] as const
export type LinkName = (typeof LINKS)[number]

export type ClusterOptions = {
  onSurprise: (what: string) => void
  inspect?: boolean
  /** A copy of the repository, with a bug in it. */
  root?: string
  env?: Record<string, string>
}

/** Two servers, a Postgres and a Redis, all real processes, with a proxy on every link. */
export class Cluster {
  readonly folder: string
  readonly links: Record<LinkName, TcpProxy>
  /** One address for both servers. */
  readonly balancer: Balancer
  readonly postgres: PostgresPart
  readonly servers: readonly [ServerPart, ServerPart]
  /** Straight to the database, past every proxy. */
  readonly sql: Sql
  #redis: TestRedis

  private constructor(parts: {
    folder: string
    links: Record<LinkName, TcpProxy>
    balancer: Balancer
    postgres: PostgresPart
    servers: readonly [ServerPart, ServerPart]
    redis: TestRedis
  }) {
    this.folder = parts.folder
    this.links = parts.links
    this.balancer = parts.balancer
    this.postgres = parts.postgres
    this.servers = parts.servers
    this.#redis = parts.redis
    const { host, user } = this.postgres
    process.once('exit', this.#endAtOnce)
    this.sql = postgres({ host, username: user, database: 'pennypost', max: 2, onnotice: () => {} })
  }

  static async start(options: ClusterOptions): Promise<Cluster> {
    const folder = await mkdtemp(join(tmpdir(), 'pennypost-faults-'))
    const [postgresPart, redis] = await Promise.all([PostgresPart.start(join(folder, 'data')), startRedis()])
    const links = await openLinks()
    const balancer = await Balancer.open([links['clients-a'].port, links['clients-b'].port])
    for (const side of ['a', 'b'] as const) {
      links[`postgres-${side}`].target = { path: postgresPart.socketPath }
      links[`redis-${side}`].target = { host: '127.0.0.1', port: redis.port }
    }
    const server = (side: 'a' | 'b') =>
      new ServerPart({
        name: `server-${side}`,
        proxy: links[`clients-${side}`],
        logFile: join(folder, `server-${side}.log`),
        onSurprise: options.onSurprise,
        ...(options.root !== undefined && { root: options.root }),
        inspect: options.inspect ?? false,
        env: {
          PORT: '0',
          DATABASE_URL: `postgres://${postgresPart.user}@127.0.0.1:${links[`postgres-${side}`].port}/pennypost`,
          REDIS_URL: `redis://127.0.0.1:${links[`redis-${side}`].port}`,
          PUBLIC_URL: [...originsOf(links), balancer.origin].join(','),
          AUTH_SECRET: 'a secret for tests, and for nothing else',
          DATA_DIR: join(folder, `server-${side}`),
          TEST_CLOCK: '1',
          RATE_LIMITS: 'off',
          LOG_LEVEL: 'warn',
          ...options.env,
        },
      })
    const servers = [server('a'), server('b')] as const
    await Promise.all(servers.map((part) => part.start()))
    await balancer.ready(servers.length)
    return new Cluster({ folder, links, balancer, postgres: postgresPart, servers, redis })
  }

  get origins(): readonly [string, string] {
    return originsOf(this.links)
  }

  get redisPort(): number {
    return this.#redis.port
  }

  async killRedis(downMs: number): Promise<void> {
    await this.#redis.stop()
    await delay(downMs)
    this.#redis = await startRedis(this.#redis.port)
  }

  freezeRedis(): void {
    process.kill(this.#redis.pid, 'SIGSTOP')
  }

  thawRedis(): void {
    process.kill(this.#redis.pid, 'SIGCONT')
  }

  /** However the harness itself ends, nothing of it is left. */
  readonly #endAtOnce = () => {
    for (const server of this.servers) server.endAtOnce()
    this.postgres.endAtOnce()
    process.kill(this.#redis.pid, 'SIGKILL')
  }

  /** Ends every part in order. @returns what is still there afterwards, and should not be */
  async stop(): Promise<string[]> {
    for (const link of Object.values(this.links)) link.clear()
    await this.balancer.close()
    await Promise.all(this.servers.map((part) => part.stop()))
    process.off('exit', this.#endAtOnce)
    await this.sql.end({ timeout: 1 })
    await Promise.all([this.postgres.stop(), this.#redis.stop()])
    await Promise.all(Object.values(this.links).map((link) => link.close()))
    return await findProcesses(this.folder)
  }

  /** What the servers wrote, line by line. */
  async readLogs(): Promise<string[]> {
    const names = ['server-a.log', 'server-b.log']
    const texts = await Promise.all(
      names.map((name) => readFile(join(this.folder, name), 'utf8').catch(() => '')),
    )
    return texts.flatMap((text) => text.split('\n'))
  }

  async removeFolder(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

function originsOf(links: Record<LinkName, TcpProxy>): readonly [string, string] {
  const origin = (link: TcpProxy) => `http://127.0.0.1:${link.port}`
  return [origin(links['clients-a']), origin(links['clients-b'])]
}

async function openLinks(): Promise<Record<LinkName, TcpProxy>> {
  const open = () => TcpProxy.open()
  return {
    'clients-a': await open(),
    'clients-b': await open(),
    'postgres-a': await open(),
    'postgres-b': await open(),
    'redis-a': await open(),
    'redis-b': await open(),
  }
}

/** The living processes whose command or environment names a folder. */
async function findProcesses(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
      const [command, environment] = await Promise.all([read('cmdline'), read('environ')])
      const isOurs = command.includes(folder) || environment.includes(folder)
      return isOurs ? `process ${pid}: ${command.replaceAll('\0', ' ').slice(0, 120)}` : null
    }),
  )
  return found.filter((process) => process !== null)
}
