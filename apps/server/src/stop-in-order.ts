import type { Pennypost } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { closeSocket } from './sockets/close-socket.ts'
import { CLOSE_CODES, type OpenSessions } from './sockets/open-sessions.ts'
import type { Places } from './sockets/places.ts'

type Parts = {
  app: FastifyInstance
  pennypost: Pick<Pennypost, 'fallSilent' | 'idle' | 'stop'>
  openSessions: OpenSessions
  places: Pick<Places, 'giveAllBack'>
  database: Database
  log: Logger
}

/** The longest that each step may hold up those after it; together less than LIMITS.shutdownMs. */
const STEP_MS = { moving: 2_000, answering: 2_500, closing: 1_500, http: 1_000, bus: 500, pool: 1_500 }

/** tRPC's word for "open another connection before this one closes". */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

/** Tells clients to move, answers what is in flight, then closes; no step may hold up those after it. */
export async function stopInOrder({
  app,
  pennypost,
  openSessions,
  places,
  database,
  log,
}: Parts): Promise<void> {
  const sockets = app.websocketServer.clients
  pennypost.fallSilent()
  void places.giveAllBack()
  for (const socket of sockets) if (socket.readyState === socket.OPEN) socket.send(RECONNECT)
  // A client whose socket closes has moved; one that cannot, because there is no other server, is not waited for longer.
  await within(STEP_MS.moving, allClosed()).catch(() => {})
  const steps: [string, number, () => Promise<unknown>][] = [
    ['answering what is in flight', STEP_MS.answering, () => pennypost.idle()],
    ['closing the connections', STEP_MS.closing, () => closeAll()],
    ['closing the HTTP server', STEP_MS.http, () => app.close()],
    // As long as anything is acknowledged, it is announced.
    ['leaving the bus', STEP_MS.bus, () => pennypost.stop()],
    ['closing the database pool', STEP_MS.pool, () => database.close()],
  ]
  for (const [name, ms, run] of steps)
    await within(ms, run()).catch((error) => {
      log.warn({ err: error }, `${name} was cut short`)
    })

  async function closeAll(): Promise<void> {
    openSessions.stop()
    const closed = allClosed()
    for (const socket of sockets) closeSocket(socket, CLOSE_CODES.goingAway, 'this server is stopping')
    await closed
  }

  async function allClosed(): Promise<void> {
    await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))))
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
