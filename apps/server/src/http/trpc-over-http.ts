import type { Context } from '@pennypost/api'
import { LIMITS, RefusalError } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Authenticate, type Credentials, findCredentials, type Identity } from '../auth/authenticate.ts'
import type { OpenSessions } from '../sockets/open-sessions.ts'
import { atTheDoor, type TrpcOptions } from '../trpc-options.ts'
import { answerTrpcErrors } from './answer-errors.ts'

export type TrpcOverHttpOptions = {
  trpc: TrpcOptions
  authenticate: Authenticate
  cookieName: string
  allowedOrigins: () => readonly string[]
  openSessions: OpenSessions
}

/** tRPC over plain HTTP. Who calls is read from headers alone: `connectionParams` in an address are ignored. */
export async function trpcOverHttp(app: FastifyInstance, options: TrpcOverHttpOptions): Promise<void> {
  const { trpc, authenticate, cookieName, allowedOrigins, openSessions } = options

  async function createContext(
    request: FastifyRequest,
    reply: FastifyReply,
    streams: boolean,
  ): Promise<Context> {
    const credentials = findCredentials(request.headers, cookieName)
    requireAllowedOrigin(request, credentials)
    const provedAtMs = performance.now()
    const identity = await authenticate(credentials)
    return {
      session: identity && (streams ? await openStream(identity, provedAtMs, reply) : sessionOf(identity)),
      socket: null,
      address: request.ip,
      requestId: request.id,
      renew: null,
    }
  }

  /** A stream of events outlives its request, so it ends with its session, as a socket does. */
  async function openStream(identity: Identity, provedAtMs: number, reply: FastifyReply) {
    const open = await openSessions.admit(identity, provedAtMs, () => reply.raw.destroy())
    if (reply.raw.closed) {
      open.release()
      throw new RefusalError({ code: 'NOT_SIGNED_IN' })
    }
    reply.raw.once('close', open.release)
    return open.session
  }

  function requireAllowedOrigin({ method, headers }: FastifyRequest, credentials: Credentials): void {
    if (credentials === null || 'token' in credentials || method === 'GET' || method === 'HEAD') return
    if (!allowedOrigins().includes(headers.origin ?? '')) throw new RefusalError({ code: 'NOT_ALLOWED' })
  }

  const trpcPlugin: FastifyTRPCPluginOptions<TrpcOptions['router']>['trpcOptions'] = {
    ...trpc,
    maxBodySize: LIMITS.bodyBytes,
    createContext: async ({ req, res, info }) => {
      try {
        return await createContext(req, res, info.type === 'subscription')
      } catch (error) {
        throw atTheDoor(error, req.id)
      }
    },
  }
  await app.register(async (scope) => {
    answerTrpcErrors(scope)
    scope.addHook('onRequest', async ({ raw }) => {
      // The adapter makes a Request of it, which knows no such method.
      if (raw.method === 'TRACE') throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
      raw.url = withoutConnectionParams(raw.url ?? '')
    })
    await scope.register(fastifyTRPCPlugin<TrpcOptions['router']>, {
      prefix: '/api/trpc',
      trpcOptions: trpcPlugin,
    })
  })
}

/** The adapter would read them, and refuse a call for what is wrong in them. */
function withoutConnectionParams(url: string): string {
  const [path = '', ...rest] = url.split('?')
  const query = new URLSearchParams(rest.join('?'))
  if (!query.has('connectionParams')) return url
  query.delete('connectionParams')
  return `${path}?${query}`
}

function sessionOf({ userId, role, sessionId, expiresAtMs }: Identity) {
  return { userId, role, sessionId, expiresAtMs, ended: new AbortController().signal }
}
