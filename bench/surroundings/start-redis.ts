import { freePort } from './free-port.ts'
import { type StartedProcess, startProcess } from './start-process.ts'

/** A Redis that keeps nothing. @throws one line that says what to install */
export async function startRedis(): Promise<StartedProcess & { url: string }> {
  const port = await freePort()
  const args = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1']
  try {
    const started = await startProcess({ file: 'redis-server', args, until: [/(Ready to accept)/] })
    return { ...started, url: `redis://127.0.0.1:${port}` }
  } catch (cause) {
    throw new Error('Two servers need redis-server: apt-get install -y redis-server (as root)', { cause })
  }
}
