import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { GENERIC_MESSAGE } from '@pennypost/api'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What a caller hears of an error: its status in standard words, and for a fault of ours an id to quote. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error)
    if (status >= 500) request.log.error({ err: error }, 'a request failed')
    return reply.status(status).send(status >= 500 ? faultOf(request) : { message: phrase(status) })
  })
}

/** The same in tRPC's shape, for what goes wrong before tRPC is asked. */
export function answerTrpcErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error)
    if (status >= 500) request.log.error({ err: error }, 'a request failed')
    return reply.status(status).send({ error: trpcShape(status, request) })
  })
}

const CODES_BY_STATUS = new Map<number, keyof typeof TRPC_ERROR_CODES_BY_KEY>([
  [405, 'METHOD_NOT_SUPPORTED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [415, 'UNSUPPORTED_MEDIA_TYPE'],
])

/** An error as tRPC writes it; of a fault the caller gets the id to quote. */
export function trpcShape(status: number, request: FastifyRequest) {
  const code = CODES_BY_STATUS.get(status) ?? 'BAD_REQUEST'
  if (status < 500)
    return {
      message: phrase(status),
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: { code, httpStatus: status },
    }
  const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, requestId: request.id }
  return { message: GENERIC_MESSAGE, code: TRPC_ERROR_CODES_BY_KEY.INTERNAL_SERVER_ERROR, data }
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply) {
  return reply.status(404).send({ message: phrase(404) })
}

/** An address that cannot be decoded reaches no hook, so the header is set here, and the connection of an upgrade ended. */
export function answerBadAddress(error: FastifyError, { raw }: FastifyRequest, reply: FastifyReply) {
  const status = statusOf(error)
  reply.raw.once('finish', () => raw.socket.destroySoon())
  reply.headers({ 'x-content-type-options': 'nosniff', connection: 'close' })
  return reply.status(status).send({ message: phrase(status) })
}

/** HTTP/1.1 wants a host named. Node's own answer to who names none has no headers, and it gives none to an upgrade. */
export async function requireHost(request: FastifyRequest, reply: FastifyReply) {
  if (request.headers.host !== undefined || request.raw.httpVersion === '1.0') return
  reply.header('x-content-type-options', 'nosniff')
  return reply.status(400).send({ message: phrase(400) })
}

/** Answers what Node would without headers: who expects something else than to go on. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(417, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify({ message: phrase(417) }))
}

/** Answers what is not HTTP at all; Fastify never sees it, so the headers are written by hand. */
export function answerGarbage(error: Error, socket: Duplex): void {
  const code = 'code' in error ? error.code : null
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify({ message: phrase(status) })
  const lines = [
    `HTTP/1.1 ${status} ${phrase(status)}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

function statusOf(error: FastifyError): number {
  const status = error instanceof TRPCError ? getHTTPStatusCodeFromError(error) : (error.statusCode ?? 500)
  return status >= 400 && status < 600 ? status : 500
}

function faultOf(request: FastifyRequest) {
  return { message: GENERIC_MESSAGE, requestId: request.id }
}

function phrase(status: number): string {
  return STATUS_CODES[status] ?? 'Error'
}
