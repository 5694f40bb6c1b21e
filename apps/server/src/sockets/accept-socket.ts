import { setImmediate } from 'node:timers'
import { Meter, type Pennypost, protocolErrorOf } from '@pennypost/api'
import { LIMITS, RefusalError } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { type Authenticate, type Credentials, holdsCookie } from '../auth/authenticate.ts'
import { trpcShape } from '../http/answer-errors.ts'
import { atTheDoor, type TrpcOptions } from '../trpc-options.ts'
import { CallsOfSocket } from './answer-calls.ts'
import { closeSocket, giveUpOn } from './close-socket.ts'
import type { WriteGatherer } from './gather-writes.ts'
import type { KeepAlive } from './keep-alive.ts'
import { CLOSE_CODES, type OpenSession, type OpenSessions } from './open-sessions.ts'
import { Outlet } from './outlet.ts'

export type SocketOptions = {
  trpc: TrpcOptions
  authenticate: Authenticate
  cookieName: string
  openSessions: OpenSessions
  rateLimits: boolean
  pennypost: Pick<Pennypost, 'directCalls'>
  /** What all sockets of a server share. */
  together: { gatherer: WriteGatherer; keepAlive: KeepAlive }
}

/** Serves tRPC on one socket: who opened it, for how long it may stay, and how much it may ask for. */
export function acceptSocket(options: SocketOptions, socket: WebSocket, request: FastifyRequest): void {
  const { trpc, authenticate, openSessions, rateLimits, pennypost, together } = options
  const meter = new Meter(socket, () => giveUpOn(socket))
  let open: OpenSession | null = null
  let deadline: NodeJS.Timeout | null = startDeadline()

  function startDeadline(): NodeJS.Timeout {
    return setTimeout(
      () => closeSocket(socket, CLOSE_CODES.tooSlow, 'say who you are within 5 s'),
      LIMITS.authenticationDeadlineMs,
    )
  }

  function endDeadline(): void {
    if (deadline !== null) clearTimeout(deadline)
    deadline = null
  }

  async function prove(credentials: Credentials) {
    const provedAtMs = performance.now()
    return { identity: await authenticate(credentials), provedAtMs }
  }

  async function createContext(token: string | undefined) {
    const { cookie } = request.headers
    const credentials =
      token !== undefined ? { token } : holdsCookie(cookie, options.cookieName) ? { cookie } : null
    // Who has said who they are is not to blame for how long it takes to find them.
    if (credentials !== null) endDeadline()
    const { identity, provedAtMs } = await prove(credentials)
    if (identity !== null) {
      const admitted = await openSessions.admit(identity, provedAtMs, (code, reason) =>
        closeSocket(socket, code, reason),
      )
      if (socket.readyState !== socket.OPEN) {
        admitted.release()
        throw new RefusalError({ code: 'NOT_SIGNED_IN' })
      }
      open = admitted
    } else if (socket.readyState === socket.OPEN) deadline ??= startDeadline()
    return {
      session: open?.session ?? null,
      socket: meter,
      address: request.ip,
      requestId: request.id,
      renew: open && ((fresh: string) => renew(open, fresh)),
    }
  }

  async function renew(opened: OpenSession | null, token: string): Promise<void> {
    const { identity, provedAtMs } = await prove({ token })
    if (identity === null) throw new RefusalError({ code: 'NOT_SIGNED_IN' })
    opened?.renew(identity, provedAtMs)
  }

  const outlet = new Outlet(socket, request.raw.socket, together.gatherer, meter)
  const calls = new CallsOfSocket({
    trpc,
    directCalls: pennypost.directCalls,
    mostSubscriptions: rateLimits ? LIMITS.subscriptionsPerSocket : Number.POSITIVE_INFINITY,
    outlet,
    isAnnounced: new URL(request.url, 'ws://pennypost.invalid').searchParams.get('connectionParams') === '1',
    async createContext(readToken) {
      try {
        return await createContext(readToken())
      } catch (error) {
        if (error instanceof RefusalError) {
          // After the refusal has been told.
          setImmediate(() => closeSocket(socket, closeCodeOf(error), 'not admitted'))
        } else if (error instanceof TRPCError) {
          setImmediate(() => socket.close())
          throw error
        } else {
          // A plain client comes back from a lost socket, but a subscription that is answered with an error is over for it,
          // and so is one that it first says while the socket is closing.
          outlet.send(JSON.stringify({ id: null, error: trpcShape(500, request) }))
          outlet.cut()
        }
        throw atTheDoor(error, request.id)
      }
    },
  })
  const alive = together.keepAlive.watch(outlet, socket)
  socket.on('message', (frame, isBinary) => {
    alive.hear()
    meter.hear()
    if (Buffer.isBuffer(frame)) calls.hear(frame, isBinary)
  })
  socket.on('ping', () => meter.hear())
  socket.on('error', (cause) =>
    trpc.onError({ error: protocolErrorOf(cause), path: undefined, ctx: undefined }),
  )
  socket.once('close', () => {
    endDeadline()
    together.keepAlive.forget(alive)
    meter.end()
    calls.end()
    open?.release()
  })
}

function closeCodeOf({ refusal }: RefusalError): number {
  return refusal.code === 'RATE_LIMITED' ? CLOSE_CODES.tooMany : CLOSE_CODES.notSignedIn
}
