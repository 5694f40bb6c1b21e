import type { Role } from '@pennypost/domain'

/** Who is calling, as the one door (`authenticate`) found it. `expiresAtMs` is real time. */
export type Session = {
  userId: string
  role: Role
  sessionId: string
  expiresAtMs: number
  /** Aborts when the session ends: sign-out, ban, change of password, a token that ran out. */
  ended: AbortSignal
}

/** The part of a WebSocket that answers need: how much is unread, a way to give up on it, and turns. */
export type Socket = {
  readonly bufferedAmount: number
  close(code: number, reason: string): void
  /** Makes a large answer once there is room for it. */
  inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer>
}

/** Makes a large answer in the socket's turn; over HTTP, where each waits for its own, at once. */
export function inTurn<Answer>(socket: Socket | null, run: () => Promise<Answer>): Promise<Answer> {
  return socket === null ? run() : socket.inTurn(run)
}

/** What every procedure receives. `session` is null for somebody who has not signed in. */
export type Context = {
  session: Session | null
  /** Null over HTTP. */
  socket: Socket | null
  /** The caller's network address, for limits on those who have no session. */
  address: string
  requestId: string
  /** Gives a long-lived socket a fresh token; null where there is nothing to renew. */
  renew: ((token: string) => Promise<void>) | null
}

/** A fault before there was a context: who calls could not be found out. The caller gets the id to quote. */
export class FaultAtTheDoor extends Error {
  override name = 'FaultAtTheDoor'
  readonly requestId: string
  constructor(requestId: string, cause: unknown) {
    super('Who calls could not be found out', { cause })
    this.requestId = requestId
  }
}
