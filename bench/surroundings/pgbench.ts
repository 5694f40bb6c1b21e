import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { cpuSecondsOfEndedChildren } from './processes.ts'

export type Pgbench = {
  /** Of bench/sql, without its ending. */
  script: string
  clients: number
  seconds: number
  /** The same numbers for every client: `:name` in the script. */
  variables?: Record<string, string | number>
  database?: string
}

export type PgbenchResult = {
  transactionsPerSecond: number
  transactions: number
  latencyMs: number
  cpuSeconds: number
}

/** Runs scripts against one cluster, prepared. */
export function createPgbench(
  file: string,
  { host, database: usual, user }: { host: string; database: string; user: string },
) {
  return async ({
    script,
    clients,
    seconds,
    variables = {},
    database = usual,
  }: Pgbench): Promise<PgbenchResult> => {
    const path = fileURLToPath(new URL(`../sql/${script}.sql`, import.meta.url))
    const sizes = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      clients > 1 ? '2' : '1',
      '-T',
      String(seconds),
    ]
    const defined = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`])
    const args = ['-h', host, '-U', user, ...sizes, ...defined, '-f', path, database]
    const cpuBefore = cpuSecondsOfEndedChildren()
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        output += text.toString()
      })
    const [code] = await once(child, 'close')
    const figure = (pattern: RegExp) => Number(pattern.exec(output)?.[1] ?? Number.NaN)
    const result = {
      transactionsPerSecond: figure(/tps = ([\d.]+)/),
      transactions: figure(/actually processed: (\d+)/),
      latencyMs: figure(/latency average = ([\d.]+)/),
      cpuSeconds: cpuSecondsOfEndedChildren() - cpuBefore,
    }
    if (code !== 0 || Number.isNaN(result.transactionsPerSecond) || !/failed transactions: 0 /.test(output))
      throw new Error(`pgbench ${script} did not work:\n${output}`)
    return result
  }
}
