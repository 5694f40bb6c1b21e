import { randomUUID } from 'node:crypto'
import type { Pennypost } from '@pennypost/api'
import { LIMITS } from '@pennypost/domain'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { authRoutes } from '../auth/auth-routes.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { DemoPerson } from '../demo/demo-people.ts'
import type { Resolved, TrustedProxies } from '../server-options.ts'
import type { OpenSessions } from '../sockets/open-sessions.ts'
import { trpcOptions } from '../trpc-options.ts'
import {
  answerBadAddress,
  answerErrors,
  answerExpectation,
  answerGarbage,
  requireHost,
} from './answer-errors.ts'
import { operations } from './operations.ts'
import { pages } from './pages.ts'
import { securityHeaders } from './security-headers.ts'
import { trpcOverHttp } from './trpc-over-http.ts'
import { trpcOverSockets } from './trpc-over-sockets.ts'

export type AppParts = {
  options: Resolved
  pennypost: Pennypost
  auth: Auth
  authenticate: Authenticate
  openSessions: OpenSessions
  allowedOrigins: () => readonly string[]
  isStopping: () => boolean
  demoPeople: () => readonly DemoPerson[]
  checkDatabase: () => Promise<void>
}

/** Everything that can be asked of this server over HTTP, in the order in which the plugins need each other. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { options, pennypost, auth, openSessions, allowedOrigins, isStopping } = parts
  const { rateLimits } = options
  const log: FastifyBaseLogger = options.log
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    trustProxy: toFastify(options.trustProxy),
    bodyLimit: LIMITS.bodyBytes,
    // A batch of calls names all of them in its path.
    routerOptions: { maxParamLength: 16_384 },
    clientErrorHandler: answerGarbage,
    frameworkErrors: answerBadAddress,
    requestTimeout: 30_000,
    http: { requireHostHeader: false },
  })
  app.server.on('checkExpectation', answerExpectation)
  await securityHeaders(app, allowedOrigins)
  answerErrors(app)
  const trpc = trpcOptions(pennypost, rateLimits, options.log)
  const shared = { ...parts, trpc, cookieName: auth.cookieName, rateLimits }
  await trpcOverSockets(app, shared)
  app.addHook('onRequest', requireHost)
  await trpcOverHttp(app, shared)
  authRoutes(app, auth, 'http://pennypost.invalid')
  operations(app, {
    checkDatabase: parts.checkDatabase,
    isStopping,
    countConnections: openSessions.count,
    countUnreadBytes: () =>
      [...app.websocketServer.clients].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
    metricsToken: options.metricsToken,
  })
  app.get('/api/client-settings', async () => ({ topUpUrl: options.topUpUrl }))
  app.get('/api/demo', async () => parts.demoPeople())
  await pages(app)
  return app
}

/** A number counts the proxies from this server outwards. */
function toFastify(proxies: TrustedProxies) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}
