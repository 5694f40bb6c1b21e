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

/** Who asks for space: a call, of which the reader can make ever more, or a subscription. */
export type Asker = 'call' | 'follower'

/** The part of a WebSocket that answers need: space for them, so that a reader who stops costs no more than that. */
export type Socket = {
  /** Takes space for what is handed over without waiting for anything. @returns false where there is none, or others wait */
  take(bytes: number): boolean
  /**
   * Makes something once there is space for it.
   * @param bytes what it takes at most, by now; more than there is at all: it is made alone
   */
  inTurn<Answer>(bytes: () => number, run: () => Promise<Answer>, asker?: Asker): Promise<Answer>
}

/** Takes space as the socket does; over HTTP, where nothing is metered, there always is. */
export function takeSpace(socket: Socket | null, bytes: number): boolean {
  return socket === null || socket.take(bytes)
}

/** Makes something in the socket's turn; over HTTP, where each waits for its own, at once. */
export function inTurn<Answer>(
  socket: Socket | null,
  bytes: () => number,
  run: () => Promise<Answer>,
  asker?: Asker,
): Promise<Answer> {
  return socket === null ? run() : socket.inTurn(bytes, run, asker)
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
