import type { LoadSocket } from './load-socket.ts'
import { Tally } from './marks.ts'

/** One person's socket, spoken to with as little work as can be: load and server share two cores. */
export type Line = {
  /** What it got. */
  heard: Tally
  /** Sends the message of this mark. */
  send(mark: number): void
  close(): void
  onAnswer: (mark: number) => void
  onEvent: (mark: number) => void
  onFault: (what: string) => void
  /** Of the last frame that carried an event. */
  eventBytes: number
}

/** Lines that all get what is sent to their conversation; `writers` send, the lines themselves where it is absent. */
export type Room = { lines: Line[]; writers?: Line[]; sent: Tally }

export function createLine(socket: LoadSocket, send: (mark: number) => void): Line {
  return {
    heard: new Tally(),
    send,
    close: () => socket.terminate(),
    onAnswer: () => {},
    onEvent: () => {},
    onFault: (what) => {
      throw new Error(what)
    },
    eventBytes: 0,
  }
}
