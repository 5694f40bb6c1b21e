import { setImmediate } from 'node:timers'
import type { Pennypost } from '@pennypost/api'
import { LIMITS, RefusalError } from '@pennypost/domain'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import type { FastifyRequest } from 'fastify'
import type { WebSocket, WebSocketServer } from 'ws'
import { type Authenticate, type Credentials, holdsCookie } from '../auth/authenticate.ts'
import { trpcShape } from '../http/answer-errors.ts'
import { atTheDoor, type TrpcOptions } from '../trpc-options.ts'
import { countSubscriptions } from './count-subscriptions.ts'
import { gatherWrites } from './gather-writes.ts'
import { closeSocket, meterSocket } from './meter-socket.ts'
import { CLOSE_CODES, type OpenSession, type OpenSessions } from './open-sessions.ts'
import { sharePages } from './share-pages.ts'

export type SocketOptions = {
  trpc: TrpcOptions
  webSocketServer: WebSocketServer
  authenticate: Authenticate
  cookieName: string
  openSessions: OpenSessions
  rateLimits: boolean
  pennypost: Pick<Pennypost, 'findText'>
}

/** Serves tRPC on one socket: who opened it, for how long it may stay, and how much it may ask for. */
export function acceptSocket(options: SocketOptions, socket: WebSocket, request: FastifyRequest): void {
  const { trpc, webSocketServer, authenticate, openSessions, rateLimits } = options
  let open: OpenSession | null = null
  const deadline = setTimeout(() => {
    closeSocket(socket, CLOSE_CODES.tooSlow, 'say who you are within 5 s')
  }, LIMITS.authenticationDeadlineMs)
  socket.once('close', () => {
    clearTimeout(deadline)
    open?.release()
  })

  const meter = meterSocket(socket)

  async function prove(credentials: Credentials) {
    const provedAtMs = performance.now()
    return { identity: await authenticate(credentials), provedAtMs }
  }

  async function createContext(token: string | undefined) {
    const { cookie } = request.headers
    const credentials =
      token !== undefined ? { token } : holdsCookie(cookie, options.cookieName) ? { cookie } : null
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
      clearTimeout(deadline)
    }
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

  const encoder = gatherWrites(sharePages(options.pennypost.findText), request.raw.socket)
  const handle = getWSConnectionHandler({
    ...trpc,
    wss: webSocketServer,
    keepAlive: { enabled: true, pingMs: 15_000, pongWaitMs: 5_000 },
    experimental_encoder: rateLimits ? countSubscriptions(encoder, (frame) => socket.send(frame)) : encoder,
    createContext: async ({ info }) => {
      try {
        return await createContext(info.connectionParams?.token)
      } catch (error) {
        if (error instanceof RefusalError) {
          // Runs after tRPC has sent the refusal and before it closes the socket without a code.
          setImmediate(() => closeSocket(socket, closeCodeOf(error), 'not admitted'))
        } else {
          // A plain client comes back from a lost socket, but a subscription that is answered with an error is over for it,
          // and so is one that it first says while the socket is closing. tRPC answers nothing on a socket that is lost.
          socket.send(JSON.stringify({ id: null, error: trpcShape(500, request) }))
          socket.terminate()
        }
        throw atTheDoor(error, request.id)
      }
    },
  })
  handle(socket, request.raw)
}

function closeCodeOf({ refusal }: RefusalError): number {
  return refusal.code === 'RATE_LIMITED' ? CLOSE_CODES.tooMany : CLOSE_CODES.notSignedIn
}
