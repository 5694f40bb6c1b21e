import { fileURLToPath } from 'node:url'
import { type StartedProcess, startProcess } from './start-process.ts'

/** A server under test: a process of its own. `inspectorUrl` is null unless asked for. */
export type ServerProcess = StartedProcess & { port: number; inspectorUrl: string | null }

type ServerOptions = { env: Record<string, string>; isInspected?: boolean }

const INSPECTOR = /Debugger listening on (ws:\S+)/
const MANY_SENDS = '1000000'

/** Pennypost as it runs in production: `apps/server/dist/main.js`. */
export function startPennypost({ env, ...options }: ServerOptions): Promise<ServerProcess> {
  return startNode(
    fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url)),
    /localhost:(\d+)/,
    {
      ...options,
      env: {
        NODE_ENV: 'production',
        AUTH_SECRET: 'a secret for benchmarks, and for nothing else',
        PORT: '0',
        RATE_LIMITS: 'off',
        DAILY_FREE_LIMIT: MANY_SENDS,
        LOG_LEVEL: 'warn',
        ...env,
      },
    },
  )
}

/** Fastify with ws and nothing else: what it gets it sends to everyone. */
export function startPlainServer(options: ServerOptions): Promise<ServerProcess> {
  return startNode(fileURLToPath(new URL('../plain/main.ts', import.meta.url)), /listens on (\d+)/, options)
}

/** What a good team writes in a week: Fastify, socket.io and postgres, one transaction a send. */
export function startPeer(options: ServerOptions): Promise<ServerProcess> {
  return startNode(fileURLToPath(new URL('../peer/main.ts', import.meta.url)), /listens on (\d+)/, options)
}

/** Runs Node as it runs us: scripts/bench.mjs gives it the flags of scripts/start.mjs, and so all servers have the same. */
async function startNode(file: string, port: RegExp, { env, isInspected = false }: ServerOptions) {
  const inspect = isInspected ? ['--inspect=127.0.0.1:0'] : []
  const started = await startProcess({
    file: process.execPath,
    args: [...process.execArgv, ...inspect, file],
    env,
    until: isInspected ? [port, INSPECTOR] : [port],
  })
  const [found = '', inspectorUrl = null] = started.told
  return { ...started, port: Number(found), inspectorUrl }
}
