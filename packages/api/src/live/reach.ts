import { LIMITS, RefusalError } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { Context, Session, Socket } from '../context.ts'
import type { Log } from '../log.ts'
import { asProtocol, requireSession } from '../trpc.ts'
import type { Ending } from './ending.ts'

const TRY_AGAIN_LATER = 1013
const LOOK_AGAIN_MS = 50

/** @throws NOT_SIGNED_IN, as a subscription has to, once the session has ended */
export function requireOpenSession(context: Context): Session {
  return asProtocol(() => requireSession(context))
}

/** Whether so much of what a socket was given is unread that it may be given no more. */
export function isFull(socket: Socket | null): socket is Socket {
  return socket !== null && socket.bufferedAmount >= LIMITS.unreadOutputBytes
}

/**
 * Waits until a socket has taken what it was given: tRPC never looks, and a reader that stops would grow the server's memory
 * without bound. Past the deadline the socket is closed; its reader resumes from its cursor.
 */
export async function roomToWrite(socket: Socket, ending: Ending): Promise<void> {
  const giveUpAt = Date.now() + LIMITS.unreadOutputDeadlineMs
  while (isFull(socket) && !ending.isOver) {
    if (Date.now() > giveUpAt) {
      socket.close(TRY_AGAIN_LATER, 'reads too slowly')
      return
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

/**
 * Waits for the end of the connection, at a shutdown. A subscription that ended by itself would be over for a plain client; from
 * a lost connection it comes back by its cursor.
 */
export async function connectionLost(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined || signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

const RETRY_MS = 500
const GIVE_UP_MS = 60_000

/**
 * Reads for a subscriber, and again while the database is away: a cursor loses nothing by waiting, and a plain tRPC client
 * would not come back from an error. A refusal is passed on at once.
 */
export async function readPersistently<Value>(
  log: Log,
  ending: Ending,
  read: () => Promise<Value>,
): Promise<Value | null> {
  const giveUpAt = Date.now() + GIVE_UP_MS
  while (!ending.isOver) {
    try {
      return await read()
    } catch (error) {
      if (error instanceof TRPCError || error instanceof RefusalError || Date.now() > giveUpAt) throw error
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'A live read failed; trying again')
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())))
    }
  }
  return null
}
