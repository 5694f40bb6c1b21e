import { readdir, readFile } from 'node:fs/promises'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@pennypost/db/embedded'

/** A Postgres that waits for the disk, as in production, and that can be killed, crashed and frozen. */
export class PostgresPart {
  readonly #server: EmbeddedPostgres

  private constructor(server: EmbeddedPostgres) {
    this.#server = server
  }

  static async start(dataDir: string): Promise<PostgresPart> {
    return new PostgresPart(await startEmbeddedPostgres({ dataDir }))
  }

  get host(): string {
    return this.#server.host
  }

  get url(): string {
    return this.#server.url
  }

  get socketPath(): string {
    return `${this.#server.host}/.s.PGSQL.${this.#server.port}`
  }

  get user(): string {
    return this.#server.user
  }

  /** Its supervisor brings it back. */
  kill(): void {
    signal(this.#server.pid, 'SIGKILL')
  }

  /** Kills one of its sessions, so that Postgres ends all of them and recovers. */
  async crash(): Promise<void> {
    const sessions = await this.#sessions()
    const [victim] = sessions
    if (victim !== undefined) signal(victim, 'SIGKILL')
  }

  async freeze(): Promise<void> {
    for (const pid of [this.#server.pid, ...(await this.#children())]) signal(pid, 'SIGSTOP')
  }

  async thaw(): Promise<void> {
    for (const pid of [...(await this.#children()), this.#server.pid]) signal(pid, 'SIGCONT')
  }

  endAtOnce(): void {
    signal(this.#server.pid, 'SIGQUIT')
  }

  async stop(): Promise<void> {
    await this.#server.stop()
  }

  async #sessions(): Promise<number[]> {
    const children = await this.#children()
    const commands = await Promise.all(children.map((pid) => read(`/proc/${pid}/cmdline`)))
    return children.filter((_, index) => commands[index]?.includes('pennypost pennypost'))
  }

  async #children(): Promise<number[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
    const stats = await Promise.all(pids.map((pid) => read(`/proc/${pid}/stat`)))
    // After the name, which may hold anything, come the state and the parent.
    return pids.filter((_, index) => {
      const parent = /\) \S (\d+) /.exec(stats[index] ?? '')?.[1]
      return Number(parent) === this.#server.pid
    })
  }
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself in the meantime.
  }
}
