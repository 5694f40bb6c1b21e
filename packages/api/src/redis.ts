import { Cluster, Redis } from 'ioredis'

export type RedisConnection = Redis | Cluster

/**
 * A connection that says at once when Redis is away: nothing waits for it to come back.
 * @param url `redis://…`; several nodes of a cluster separated by commas
 * @param repeats whether what was under way when the connection broke is said once more on the next one
 */
export function openRedis(url: string, { repeats }: { repeats: boolean }): RedisConnection {
  const nodes = url.split(',').map((node) => node.trim())
  if (nodes.length > 1) return new Cluster(nodes, { shardedSubscribers: true, enableOfflineQueue: false })
  return new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: repeats,
  })
}
