import { Cluster, Redis } from 'ioredis'
import type { Log } from '../log.ts'
import type { Bus, BusListener, BusMessage } from './bus.ts'

type Envelope = { from: string; message: BusMessage }

/**
 * Joins servers through Redis's publish and subscribe, sharded where it is a cluster. Nothing is stored there.
 * @param url `redis://…`; several nodes of a cluster separated by commas
 */
export function createRedisBus(url: string, log: Log): Bus {
  const serverId = crypto.randomUUID()
  const nodes = url.split(',').map((node) => node.trim())
  const isCluster = nodes.length > 1
  const open = () =>
    isCluster
      ? new Cluster(nodes, { shardedSubscribers: true, enableOfflineQueue: false })
      : new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  const publisher = open()
  const subscriber = open()
  const topics = new Set<string>()
  let listener: BusListener | null = null

  const ignore = () => {}
  // Not connected: `ready` subscribes again to all of them.
  const join = async (name: string) => {
    await (isCluster ? subscriber.ssubscribe(name) : subscriber.subscribe(name)).catch(ignore)
  }
  const hear = (topic: string, text: string) => {
    const { from, message }: Envelope = JSON.parse(text)
    if (from !== serverId) listener?.onMessage(topic, message)
  }
  subscriber.on('message', hear)
  subscriber.on('smessage', hear)
  subscriber.on('ready', () => {
    if (topics.size > 0) void Promise.all([...topics].map(join)).then(() => listener?.onGap())
  })
  for (const connection of [publisher, subscriber])
    connection.on('error', (error: Error) => log.warn({ err: error }, 'Redis is away'))

  return {
    publish(topic, message) {
      const envelope: Envelope = { from: serverId, message }
      const text = JSON.stringify(envelope)
      const sent = isCluster ? publisher.spublish(topic, text) : publisher.publish(topic, text)
      // Lost on the way: the readers notice by the change numbers.
      sent.catch(ignore)
    },
    subscribe(topic) {
      topics.add(topic)
      void join(topic)
    },
    unsubscribe(topic) {
      topics.delete(topic)
      const left = isCluster ? subscriber.sunsubscribe(topic) : subscriber.unsubscribe(topic)
      left.catch(ignore)
    },
    listen(to) {
      listener = to
    },
    isJoined: true,
    async close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
