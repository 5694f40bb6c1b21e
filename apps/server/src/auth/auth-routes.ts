import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ADDRESS_HEADER, AUTH_PATH, type Auth } from './create-auth.ts'

/** Everything of better-auth's that may be reached from outside; nothing else of it is. */
const ROUTES = [
  { method: 'POST', path: '/sign-up/email' },
  { method: 'POST', path: '/sign-in/email' },
  { method: 'POST', path: '/sign-out' },
  { method: 'POST', path: '/change-password' },
  { method: 'GET', path: '/token' },
  { method: 'GET', path: '/get-session' },
  { method: 'GET', path: '/jwks' },
]

/** Serves better-auth's chosen endpoints. `origin` is where better-auth believes to be. */
export function authRoutes(app: FastifyInstance, auth: Auth, origin: string): void {
  for (const { method, path } of ROUTES) {
    app.route({
      method,
      url: `${AUTH_PATH}${path}`,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const answer = await auth.handle(toWebRequest(request, `${origin}${AUTH_PATH}${path}`))
        reply.status(answer.status)
        for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value)
        for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
        reply.header('cache-control', 'no-store')
        return reply.send(await answer.text())
      },
    })
  }
}

/** The query is left behind: none of these takes one, and a secret in an address must not work. */
function toWebRequest(request: FastifyRequest, url: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  headers.delete('content-length')
  // Node's own fetch names a mode, which better-auth takes for a browser's; a browser names its site and Origin as well.
  if (!['cookie', 'origin', 'sec-fetch-site'].some((name) => headers.has(name)))
    headers.delete('sec-fetch-mode')
  headers.set(ADDRESS_HEADER, request.ip)
  return new Request(url, {
    method: request.method,
    headers,
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  })
}
