import type { AppRouter } from '@pennypost/api'
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client'

const PASSWORD = 'correct horse battery'
const TOKEN_LASTS_MS = 5 * 60_000
const REQUEST_MS = 4_000

export type Connection = {
  trpc: TRPCClient<AppRouter>
  /** The process's own end of it goes away, as when a laptop closes. */
  close(): Promise<void>
}

/** Somebody with an account, who may come to any of the servers. */
export class Account {
  readonly id: string
  readonly #cookie: string
  readonly #origins: readonly [string, ...string[]]
  #token: { text: Promise<string>; atMs: number } | null = null

  private constructor(origins: readonly [string, ...string[]], id: string, cookie: string) {
    this.#origins = origins
    this.id = id
    this.#cookie = cookie
  }

  static async signUp(origins: readonly [string, ...string[]], name: string): Promise<Account> {
    const [origin] = origins
    const response = await fetch(`${origin}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ name, email: `${name}@example.com`, password: PASSWORD }),
    })
    if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`)
    const { user }: { user: { id: string } } = await response.json()
    const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0])
    return new Account(origins, user.id, cookie.join('; '))
  }

  /** A plain tRPC client, with nothing of ours in it. @param at which server */
  connect(at: number): Connection {
    const origin = this.#origins[at % this.#origins.length] ?? this.#origins[0]
    const client = createWSClient({
      url: `${origin.replace('http', 'ws')}/api/trpc`,
      connectionParams: async () => ({ token: await this.token(at) }),
      retryDelayMs: (attempt) => Math.random() * Math.min(100 * 2 ** attempt, 1_000),
      keepAlive: { enabled: true, intervalMs: 3_000, pongTimeoutMs: 3_000 },
    })
    return {
      trpc: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
      close: () => client.close(),
    }
  }

  /** A token that is fresh enough, from one of the servers, the wanted one first. */
  async token(at = 0): Promise<string> {
    if (this.#token !== null && performance.now() - this.#token.atMs < TOKEN_LASTS_MS)
      return await this.#token.text
    const count = this.#origins.length
    const text = this.#fetchToken(at).catch((error: unknown) => {
      if (count === 1) throw error
      return this.#fetchToken(at + 1)
    })
    this.#token = { text, atMs: performance.now() }
    text.catch(() => {
      this.#token = null
    })
    return await text
  }

  async #fetchToken(at: number): Promise<string> {
    const origin = this.#origins[at % this.#origins.length]
    const response = await fetch(`${origin}/api/auth/token`, {
      headers: { cookie: this.#cookie },
      signal: AbortSignal.timeout(REQUEST_MS),
    })
    if (!response.ok) throw new Error(`no token: ${response.status}`)
    const { token }: { token: string } = await response.json()
    return token
  }
}
