import { Meter } from '@pennypost/api'
import type { WebSocket } from 'ws'
import { CLOSE_CODES } from './open-sessions.ts'

/** A socket's meter, which hears of what comes in. To be called before anybody else listens to the socket. */
export function meterSocket(socket: WebSocket): Meter {
  const meter = new Meter(socket, () => giveUpOn(socket))
  const hear = () => meter.hear()
  socket.on('message', hear)
  socket.on('ping', hear)
  socket.once('close', () => meter.end())
  return meter
}

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
