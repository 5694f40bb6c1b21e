import type { Rate } from '@pennypost/domain'
import { COUNT_SCRIPTS } from './count-scripts.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import type { Log } from './log.ts'
import { openRedis, type RedisConnection } from './redis.ts'

/** The longest that anybody is held up by a Redis that does not answer. */
const ANSWER_MS = 250
const NO_MOST = Number.MAX_SAFE_INTEGER

/**
 * What is counted over all servers that one Redis joins. Every answer may be null: Redis is away, and whoever asks counts by
 * themselves at once. Nothing here is of value; a Redis that has forgotten everything lets people start afresh.
 */
export class SharedCounts {
  /** For libraries that count by themselves, inside `ask`. */
  readonly connection: RedisConnection
  readonly #log: Log
  #answers = false

  /** @param url as REDIS_URL */
  constructor(url: string, log: Log) {
    this.#log = log
    this.connection = openRedis(url, { repeats: false })
    for (const [name, script] of Object.entries(COUNT_SCRIPTS)) this.connection.defineCommand(name, script)
    this.connection.on('ready', () => {
      this.#answers = true
    })
    this.connection.on('close', () => {
      this.#answers = false
    })
    this.connection.on('error', (error: Error) => log.warn({ err: error }, 'Redis is away'))
  }

  /**
   * @param nowMs by default Redis's own clock, one for all servers
   * @returns 0 where it was taken, or how many milliseconds to wait
   */
  take(key: string, { perSecond, burst }: Rate, nowMs: number | '' = ''): Promise<number | null> {
    return this.ask(() => this.connection.takeFromRate(key, perSecond, burst, nowMs))
  }

  /** Holds one of so many places until `lastsMs` from now. @returns false where all are held */
  async hold(key: string, placeId: string, most: number, lastsMs: number): Promise<boolean | null> {
    const held = await this.ask(() => this.connection.holdPlaces(key, most, lastsMs, placeId))
    return held === null ? null : held === 1
  }

  /** Holds places for longer that are held already, or were before Redis forgot them. */
  async keep(key: string, placeIds: readonly string[], lastsMs: number): Promise<void> {
    await this.ask(() => this.connection.holdPlaces(key, NO_MOST, lastsMs, ...placeIds))
  }

  async letGo(key: string, placeIds: readonly string[]): Promise<void> {
    await this.ask(() => this.connection.zrem(key, ...placeIds))
  }

  /** @returns the answer; null where Redis is away, refuses, or is silent for too long */
  async ask<Value>(question: () => Promise<Value>): Promise<Value | null> {
    if (!this.#answers) return null
    try {
      return await withDeadline(question(), ANSWER_MS)
    } catch (error) {
      if (this.#answers && error instanceof DeadlineError) this.#reconnect()
      return null
    }
  }

  close(): void {
    this.connection.disconnect()
  }

  /** Until there is another connection nobody waits again. */
  #reconnect(): void {
    this.#answers = false
    this.#log.warn({}, 'Redis is silent; each server counts by itself until it answers')
    this.connection.disconnect(true)
  }
}
