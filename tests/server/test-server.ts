import { randomUUID } from 'node:crypto'
import { createServer, type ServerOptions } from '@pennypost/server'
import { PASSWORD } from '../world/person.ts'

/** A server on port 0 and ways to ask it, as a browser on its own page would. */
export async function startServer(databaseUrl: string, options: Partial<ServerOptions> = {}) {
  const server = await createServer({
    databaseUrl,
    authSecret: 'the-secret-of-a-test-0123456789-abcdef',
    rateLimits: false,
    settings: { testClock: true },
    ...options,
  })
  const { url } = await server.start()

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    })
  }

  return {
    url,
    socketUrl: `${url.replace('http', 'ws')}/api/trpc`,
    post,
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${url}${path}`, { headers }),
    /** Somebody new, signed in. */
    async signUp(name: string, email = `${randomUUID()}@example.org`) {
      const answer = await post('/api/auth/sign-up/email', { name, email, password: PASSWORD })
      const body = await answer.json()
      return { email, id: String(body.user?.id), cookie: cookieOf(answer), answer, body }
    },
    signIn: (email: string, password = PASSWORD) => post('/api/auth/sign-in/email', { email, password }),
    async token(cookie: string): Promise<string> {
      const answer = await fetch(`${url}/api/auth/token`, { headers: { cookie } })
      const { token } = await answer.json()
      return String(token)
    },
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

/** The cookies that an answer sets, as a browser sends them back. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
