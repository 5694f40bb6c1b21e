import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from '../world/free-port.ts'
import { findProgram } from './install-package.ts'
import { startRedis, type TestRedis } from './redis.ts'

const run = promisify(execFile)
const NODES = 3

/** A Redis Cluster of a test's own; `url` is REDIS_URL for it. */
export type TestRedisCluster = { url: string; nodes: TestRedis[]; stop(): Promise<void> }

/** Starts three nodes on loopback that share all keys among them. */
export async function startRedisCluster(): Promise<TestRedisCluster> {
  const nodes: TestRedis[] = []
  for (let made = 0; made < NODES; made += 1)
    nodes.push(
      await startRedis(undefined, ['--cluster-enabled', 'yes', '--cluster-port', `${await freePort()}`]),
    )
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()))
  }
  const client = findProgram(['redis-cli', 'valkey-cli'])
  if (client === undefined) {
    await stop()
    throw new Error(
      'No client of Redis to join a cluster with: install redis-tools so that redis-cli is on PATH.',
    )
  }
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  // It waits until all nodes agree.
  await run(client, ['--cluster', 'create', ...addresses, '--cluster-yes'])
  return { url: nodes.map(({ url }) => url).join(','), nodes, stop }
}
