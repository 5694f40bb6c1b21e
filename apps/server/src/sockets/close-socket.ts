import type { WebSocket } from 'ws'
import { CLOSE_CODES } from './open-sessions.ts'

/** Closes the socket of a reader who has stopped. */
export function giveUpOn(socket: WebSocket): void {
  if (socket.readyState === socket.OPEN) closeSocket(socket, CLOSE_CODES.tooSlowReader, 'reads too slowly')
}

/** Closes in order; a peer that does not answer within a second, because it does not read either, is cut off. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason)
  const cut = setTimeout(() => socket.terminate(), 1_000)
  socket.once('close', () => clearTimeout(cut))
}
