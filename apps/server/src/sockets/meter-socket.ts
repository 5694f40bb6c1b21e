import { type Socket, Turns } from '@pennypost/api'
import { LIMITS } from '@pennypost/domain'
import type { WebSocket } from 'ws'
import { CLOSE_CODES } from './open-sessions.ts'

const LOOK_AGAIN_MS = 50

/**
 * A socket as live delivery sees it. Who does not read what they are given is not listened to either until they do, and
 * past the deadline loses the socket: otherwise questions alone would grow the server's memory without bound.
 */
export function meterSocket(socket: WebSocket): Socket {
  const turns = new Turns(() => socket.bufferedAmount)
  let looking: NodeJS.Timeout | undefined
  const isFull = () => socket.bufferedAmount >= LIMITS.unreadOutputBytes

  function holdBack(): void {
    socket.pause()
    const giveUpAtMs = performance.now() + LIMITS.unreadOutputDeadlineMs
    looking = setInterval(() => {
      const isLate = performance.now() > giveUpAtMs
      if (isFull() && !isLate) return
      clearInterval(looking)
      looking = undefined
      if (isFull()) closeSocket(socket, CLOSE_CODES.tooSlowReader, 'reads too slowly')
      else socket.resume()
    }, LOOK_AGAIN_MS)
  }

  socket.on('message', () => {
    if (looking === undefined && isFull()) holdBack()
  })
  socket.once('close', () => clearInterval(looking))
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    close: (code, reason) => closeSocket(socket, code, reason),
    inTurn: (run) => turns.take(run),
  }
}

/** Closes in order; a peer that does not answer within a second, because it does not read either, is cut off. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason)
  const cut = setTimeout(() => socket.terminate(), 1_000)
  socket.once('close', () => clearTimeout(cut))
}
