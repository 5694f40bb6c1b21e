import type { Pennypost } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import { LIMITS } from '@pennypost/domain'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { closeSocket } from './sockets/accept-socket.ts'
import { CLOSE_CODES, type OpenSessions } from './sockets/open-sessions.ts'

type Parts = {
  app: FastifyInstance
  pennypost: Pick<Pennypost, 'stop'>
  openSessions: OpenSessions
  database: Database
  log: Logger
}

/** tRPC's word for "open another connection before this one closes". */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

/** Tells clients to move, answers what is in flight, then closes; no step may hold up those after it. */
export async function stopInOrder({ app, pennypost, openSessions, database, log }: Parts): Promise<void> {
  const sockets = app.websocketServer.clients
  for (const socket of sockets) if (socket.readyState === socket.OPEN) socket.send(RECONNECT)
  const steps: [string, () => Promise<unknown>][] = [
    ['answering what is in flight', () => pennypost.stop()],
    ['closing the connections', () => closeAll()],
    ['closing the HTTP server', () => app.close()],
    ['closing the database pool', () => database.close()],
  ]
  for (const [name, run] of steps)
    await within(LIMITS.shutdownMs / 5, run()).catch((error) => {
      log.warn({ err: error }, `${name} was cut short`)
    })

  async function closeAll(): Promise<void> {
    openSessions.stop()
    const closed = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of sockets) closeSocket(socket, CLOSE_CODES.goingAway, 'this server is stopping')
    await Promise.all(closed)
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
