import fastifyWebsocket from '@fastify/websocket'
import { LIMITS } from '@pennypost/domain'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { holdsCookie } from '../auth/authenticate.ts'
import { acceptSocket, type SocketOptions } from '../sockets/accept-socket.ts'
import { WriteGatherer } from '../sockets/gather-writes.ts'
import { KeepAlive } from '../sockets/keep-alive.ts'
import { answerGarbage, answerNotFound } from './answer-errors.ts'

export type TrpcOverSocketsOptions = Omit<SocketOptions, 'together'> & {
  allowedOrigins: () => readonly string[]
  isStopping: () => boolean
}

const SOCKET_PATH = '/api/trpc'

/** tRPC by upgrade. To be registered before the plugin that serves it over HTTP. */
export async function trpcOverSockets(app: FastifyInstance, options: TrpcOverSocketsOptions): Promise<void> {
  const { cookieName, allowedOrigins, isStopping } = options
  await app.register(fastifyWebsocket, {
    options: { maxPayload: LIMITS.frameBytes, perMessageDeflate: false },
    errorHandler: (error, socket, request) => {
      request.log.debug({ err: error }, 'a socket failed')
      socket.terminate()
    },
    // The server closes its sockets itself, after those in flight have been answered.
    preClose(done) {
      this.websocketServer.close()
      done()
    },
  })
  const together = {
    gatherer: new WriteGatherer(),
    keepAlive: new KeepAlive(),
  }
  app.addHook('onClose', async () => together.keepAlive.stop())
  app.websocketServer.on('headers', (headers) => headers.push('X-Content-Type-Options: nosniff'))
  app.websocketServer.on('wsClientError', (error, socket) => answerGarbage(error, socket))

  app.addHook('onRequest', async (request, reply) => {
    if (!request.ws) return
    if (request.routeOptions.url !== SOCKET_PATH) return answerNotFound(request, reply)
    if (isStopping()) return refuse(reply, 503, 'This server is stopping; try again')
    const { cookie, origin } = request.headers
    if (holdsCookie(cookie, cookieName) && !allowedOrigins().includes(origin ?? ''))
      return refuse(reply, 403, 'This Origin may not connect')
  })

  app.route({
    method: 'GET',
    url: SOCKET_PATH,
    exposeHeadRoute: false,
    // A socket holds the headers that were meant for its answer for as long as it is open.
    helmet: false,
    handler: (_request, reply) => refuse(reply, 404, 'Not Found'),
    wsHandler: (socket, request) => acceptSocket({ ...options, together }, socket, request),
  })
}

function refuse(reply: FastifyReply, status: number, message: string) {
  return reply.header('x-content-type-options', 'nosniff').status(status).send({ message })
}
