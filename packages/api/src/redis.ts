import { Cluster, Redis } from 'ioredis'

export type RedisConnection = Redis | Cluster

/**
 * A connection that says at once when Redis is away: nothing waits for it to come back.
 * @param url `redis://…`; several nodes of a cluster separated by commas
 * @param repeats whether what was under way when the connection broke is said once more on the next one
 * @param waits whether it waits for `connect` to be called
 * @throws Error, one line that names REDIS_URL, where the driver does not take it
 */
export function openRedis(
  url: string,
  { repeats, waits = false }: { repeats: boolean; waits?: boolean },
): RedisConnection {
  const options = { enableOfflineQueue: false, lazyConnect: waits }
  const nodes = url.split(',').map((node) => node.trim())
  try {
    if (nodes.length > 1) return new Cluster(nodes, { ...options, shardedSubscribers: true })
    return new Redis(url, {
      ...options,
      maxRetriesPerRequest: 1,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: repeats,
    })
  } catch (error) {
    throw new Error(`REDIS_URL cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`, {
      cause: error,
    })
  }
}
