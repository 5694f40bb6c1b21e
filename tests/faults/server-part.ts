import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Inspector } from './inspector.ts'
import type { TcpProxy } from './proxy.ts'

const FLAGS = [
  '--conditions=pennypost:source',
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
]
const OWN_SOURCES = fileURLToPath(new URL('../../', import.meta.url))
const SHUTDOWN_MS = 10_000
/** Starts are many, and each would compile the same sources. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'pennypost-compiled')

export type ServerPartOptions = {
  name: string
  /** The way to it that survives its restarts. */
  proxy: TcpProxy
  env: Record<string, string>
  logFile: string
  /** Whether one wants to look into it. */
  inspect?: boolean
  /** The repository whose server is run: this one, or a copy with a bug in it. */
  root?: string
  /** Told what no fault explains. */
  onSurprise: (what: string) => void
}

/** One server process, brought back by us as a process manager would. */
export class ServerPart {
  readonly name: string
  readonly #options: ServerPartOptions
  #child: ChildProcess | null = null
  #isEndExpected = false
  #inspectorUrl: string | null = null

  constructor(options: ServerPartOptions) {
    this.name = options.name
    this.#options = options
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** @throws where it was not started with `inspect` */
  async inspector(): Promise<Inspector> {
    if (this.#inspectorUrl === null) throw new Error(`${this.name} was not started to be looked into.`)
    return await Inspector.attach(this.#inspectorUrl)
  }

  /** Starts it, again and again where what it needs is away, until it serves. */
  async start(): Promise<void> {
    while (!(await this.#tryStart())) await delay(250)
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === null || hasEnded(child)) return
    this.#isEndExpected = true
    const started = performance.now()
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 3 * SHUTDOWN_MS)
    const [code, signal] = await ended
    clearTimeout(late)
    const tookMs = Math.round(performance.now() - started)
    if (code !== 0 || tookMs > SHUTDOWN_MS + 3_000)
      this.#options.onSurprise(`${this.name} stopped with ${signal ?? code} after ${tookMs} ms`)
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === null || hasEnded(child)) return
    this.#isEndExpected = true
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  endAtOnce(): void {
    this.#child?.kill('SIGKILL')
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#child?.kill('SIGCONT')
  }

  async #tryStart(): Promise<boolean> {
    const { proxy, env, logFile, root = OWN_SOURCES, onSurprise, inspect = false } = this.#options
    const flags = inspect ? [...FLAGS, '--inspect=127.0.0.1:0'] : FLAGS
    const child = spawn(process.execPath, [...flags, `${root}apps/server/src/main.ts`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, ...env },
    })
    this.#child = child
    this.#isEndExpected = false
    const write = (text: string) => appendFileSync(logFile, text)
    const { promise, resolve } = Promise.withResolvers<number | null>()
    child.stderr.on('data', (text: Buffer) => {
      write(text.toString())
      this.#inspectorUrl = /ws:\/\/127\.0\.0\.1:\S+/.exec(text.toString())?.[0] ?? this.#inspectorUrl
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      write(`${line}\n`)
      const port = /Pennypost runs on http:\/\/localhost:(\d+)/.exec(line)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
    let isServing = false
    child.once('exit', (code, signal) => {
      resolve(null)
      proxy.target = null
      if (!isServing || this.#isEndExpected) return
      onSurprise(`${this.name} ended by itself with ${signal ?? code}`)
      void this.start()
    })
    const port = await promise
    if (port === null) return this.#isEndExpected
    isServing = true
    proxy.target = { host: '127.0.0.1', port }
    return true
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
