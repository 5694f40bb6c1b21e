import { withDeadline } from '../../deadline.ts'
import { openRedis, type RedisConnection } from '../../redis.ts'
import { type Diagnosis, right, wrong } from './diagnose-database.ts'

const DEADLINE_MS = 4_000

/** Asks the Redis that joins servers for a sign of life. It never throws. @param url as REDIS_URL; null: none is set */
export async function diagnoseRedis(url: string | null): Promise<Diagnosis> {
  if (url === null) return right('Redis', 'not set: one server alone')
  let client: RedisConnection
  try {
    client = openRedis(url, { repeats: false, waits: true })
  } catch (error) {
    return wrong('Redis', error instanceof Error ? error.message : 'no answer', 'correct REDIS_URL')
  }
  let reason = 'no answer'
  client.on('error', (error: Error) => {
    reason = 'code' in error ? String(error.code) : error.message
  })
  try {
    await withDeadline(client.connect(), DEADLINE_MS)
    await withDeadline(client.ping(), DEADLINE_MS)
    // Servers tell each other by a script.
    await withDeadline(client.eval('return 1', 0), DEADLINE_MS)
    return right('Redis', 'answers')
  } catch {
    return wrong(
      'Redis',
      `does not answer (${reason})`,
      'start it or correct REDIS_URL: without it servers hear of each other late',
    )
  } finally {
    client.disconnect()
  }
}
