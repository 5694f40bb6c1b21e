import { setImmediate } from 'node:timers'
import { Cluster } from 'ioredis'
import { withDeadline } from '../deadline.ts'
import type { Log } from '../log.ts'
import { openRedis } from '../redis.ts'
import type { Bus, BusListener, BusMessage } from './bus.ts'
import { RedisPublisher } from './redis-publisher.ts'

type Envelope = { from: string; message: BusMessage | null }

const PULSE_MS = 4_000
/** A connection on which nothing is heard for so long is dead, whatever TCP says. */
const SILENT_MS = 3 * PULSE_MS
const JOIN_MS = 1_000

/**
 * Joins servers through Redis's publish and subscribe, sharded where it is a cluster. Nothing is stored there.
 * @param url `redis://…`; several nodes of a cluster separated by commas
 */
export function createRedisBus(url: string, log: Log): Bus {
  const serverId = crypto.randomUUID()
  const ownTopic = `pennypost:server:${serverId}`
  const telling = openRedis(url, { repeats: true })
  const publisher = new RedisPublisher(telling)
  const subscriber = openRedis(url, { repeats: true })
  const isCluster = subscriber instanceof Cluster
  const topics = new Set<string>([ownTopic])
  let heardAtMs = Date.now()
  let listener: BusListener | null = null
  let isGapDue = false

  const ignore = () => {}
  const subscribeTo = (names: string[]) =>
    isCluster ? Promise.all(names.map((name) => subscriber.ssubscribe(name))) : subscriber.subscribe(...names)

  const publish = (to: readonly string[], message: BusMessage | null) => {
    const envelope: Envelope = { from: serverId, message }
    publisher.publish(to, JSON.stringify(envelope))
  }

  /** Many topics that are late are heard from the same moment on. */
  const tellLateGap = () => {
    if (isGapDue) return
    isGapDue = true
    setImmediate(() => {
      isGapDue = false
      listener?.onGap()
    })
  }

  const hear = (topic: string, text: string) => {
    heardAtMs = Date.now()
    const { from, message }: Envelope = JSON.parse(text)
    if (from !== serverId && message !== null) listener?.onMessage(topic, message)
  }
  subscriber.on('message', hear)
  subscriber.on('smessage', hear)
  subscriber.on('ready', () => {
    heardAtMs = Date.now()
    // First heard again, then asked for what was missed: the other way round something falls between.
    subscribeTo([...topics]).then(() => listener?.onGap(), ignore)
  })
  for (const connection of [telling, subscriber])
    connection.on('error', (error: Error) => log.warn({ err: error }, 'Redis is away'))

  const pulse = setInterval(() => {
    publish([ownTopic], null)
    if (Date.now() - heardAtMs < SILENT_MS) return
    heardAtMs = Date.now()
    log.warn({}, 'Redis is silent; connecting again')
    for (const connection of [telling, subscriber]) connection.disconnect(true)
  }, PULSE_MS)
  pulse.unref()

  return {
    publish,
    async subscribe(topic) {
      topics.add(topic)
      const joined = subscribeTo([topic])
      // Not connected: `ready` subscribes to all of them, and then tells of the gap.
      await withDeadline(joined, JOIN_MS).catch(() => {
        joined.then(tellLateGap, ignore)
      })
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
    // A node of a cluster knows its own listeners alone.
    ownTopic: isCluster ? null : ownTopic,
    async close() {
      clearInterval(pulse)
      telling.disconnect()
      subscriber.disconnect()
    },
  }
}
