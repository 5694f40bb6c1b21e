import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'

const PULSE_MS = 5_000
const ANSWER_MS = 5_000
const PAUSE_MS = 250

export type Listener = {
  onMessage(text: string): void
  /** Called each time that listening begins: what was said before is not heard. */
  onListening(): void
  onLost(error: unknown): void
}

/** Opens a pool of one connection with these additional options of postgres.js. */
type OpenAlone = (options: { onclose: () => void; onnotify: (channel: string, text: string) => void }) => Sql

/**
 * Listens on a channel, on a connection of its own that is asked something now and then: the way to a database can break
 * without a word, and postgres.js's own `listen` would never know.
 * @returns how to stop
 * @throws what the database says where the first attempt fails; later ones are made until one succeeds
 */
export async function listen(
  open: OpenAlone,
  channel: string,
  listener: Listener,
): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  const { signal } = stopping
  const first = Promise.withResolvers<void>()
  let interrupt = () => {}

  async function listenOnce(): Promise<void> {
    const lost = Promise.withResolvers<never>()
    lost.promise.catch(() => {})
    interrupt = () => lost.reject(signal.reason)
    const sql = open({
      onclose: () => lost.reject(new Error('the connection was lost')),
      onnotify: (_channel, text) => listener.onMessage(text),
    })
    const ask = async (question: Promise<unknown>) => {
      const late = delay(ANSWER_MS, 'late', { ref: false })
      if ((await Promise.race([question, lost.promise, late])) === 'late')
        throw new Error(`no answer within ${ANSWER_MS} ms`)
    }
    try {
      await ask(sql`listen ${sql(channel)}`)
      first.resolve()
      listener.onListening()
      for (;;) {
        await Promise.race([delay(PULSE_MS, null, { ref: false }), lost.promise])
        await ask(sql`select 1`)
      }
    } finally {
      await Promise.race([sql.end({ timeout: 0 }), delay(ANSWER_MS, null, { ref: false })])
    }
  }

  async function listenOn(): Promise<void> {
    while (!signal.aborted) {
      try {
        await listenOnce()
      } catch (error) {
        if (signal.aborted) return
        first.reject(error)
        listener.onLost(error)
      }
      await delay(PAUSE_MS * (1 + Math.random()))
    }
  }

  const listening = listenOn()
  const stop = async () => {
    stopping.abort()
    interrupt()
    await listening
  }
  try {
    await first.promise
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
