import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A command of the repository's package.json, run as a person runs it, in a process group of its own. */
export class NpmCommand {
  readonly child: ChildProcess
  readonly pid: number
  /** the exit code, or null when a signal ended npm itself */
  readonly ended: Promise<number | null>
  stdout = ''
  stderr = ''

  /** @param folder where the repository is; this one where absent */
  constructor(args: string[], env: NodeJS.ProcessEnv, folder = root) {
    // vitest's own settings would change what the command does.
    const { NODE_ENV: _mode, VITEST: _vitest, NODE_OPTIONS: _options, ...inherited } = process.env
    this.child = spawn('npm', args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, ...env },
    })
    if (this.child.pid === undefined) throw new Error('npm could not be started.')
    this.pid = this.child.pid
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += chunk
    })
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += chunk
    })
    this.ended = once(this.child, 'exit').then(([code]) => code)
  }

  /** Waits until the text was written to stdout; throws what was written when the command ends before. */
  async says(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      const end = await Promise.race([
        this.ended.then(() => 'ended'),
        once(this.child.stdout ?? this.child, 'data'),
      ])
      if (end === 'ended') throw new Error(`It ended without "${text}":\n${this.stdout}\n${this.stderr}`)
    }
  }

  /** What a terminal does on Ctrl-C: the signal goes to every process of the group at once. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal)
  }
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address === 'object' && address) return address.port
  throw new Error('The system gave no free port.')
}
