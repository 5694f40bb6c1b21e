import { cpuSeconds, cpuSecondsOfTree } from './processes.ts'

export type Spent = { serverSeconds: number; postgresSeconds: number }

/** Reads the CPU that servers and Postgres use from now until it is read. */
export function startMeter(serverPids: readonly number[], postgresPid: number): () => Spent {
  const server = () => serverPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
  const before = { server: server(), postgres: cpuSecondsOfTree(postgresPid) }
  return () => ({
    serverSeconds: server() - before.server,
    postgresSeconds: cpuSecondsOfTree(postgresPid) - before.postgres,
  })
}
