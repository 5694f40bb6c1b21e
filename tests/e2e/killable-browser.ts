import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { chromiumLaunchOptions } from '../environment/chromium.ts'

/** A browser with a profile on disk, which can die as a process dies, and be started again. */
export class KillableBrowser implements AsyncDisposable {
  readonly #profile: string
  #process: ChildProcess | null = null
  #browser: Browser | null = null

  private constructor(profile: string) {
    this.#profile = profile
  }

  static async create(): Promise<KillableBrowser> {
    return new KillableBrowser(await mkdtemp(join(tmpdir(), 'pennypost-profile-')))
  }

  async start(): Promise<BrowserContext> {
    const { executablePath = '', args = [] } = await chromiumLaunchOptions()
    const child = spawn(
      executablePath,
      ['--headless', '--remote-debugging-port=0', `--user-data-dir=${this.#profile}`, ...args, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    )
    this.#process = child
    for await (const line of createInterface({ input: child.stderr })) {
      const endpoint = line.match(/^DevTools listening on (ws:\S+)/)?.[1]
      if (endpoint === undefined) continue
      this.#browser = await chromium.connectOverCDP(endpoint)
      break
    }
    const context = this.#browser?.contexts()[0]
    if (context === undefined) throw new Error('the browser did not start')
    return context
  }

  /** As `kill -9` of the whole browser does. */
  async kill(): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    process.kill(-child.pid, 'SIGKILL')
    await gone
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
