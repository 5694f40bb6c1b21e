import type { WholeRouter } from '@pennypost/api'
import type { ConversationEvent, InboxEvent, PresenceEvent, SendResult } from '@pennypost/domain'
import { createTRPCClient, createWSClient, httpLink, type TRPCClient, wsLink } from '@trpc/client'
import { uuidv7 } from 'uuidv7'
import { Feed, Recording } from './feed.ts'

export const PASSWORD = 'correct horse battery'

export type Account = { id: string; name: string; email: string; cookie: string }

type SendOptions = { id?: string; expirationHours?: number | null; maxPoints?: number }

/** Somebody with an account, a session, and a plain tRPC client with nothing of ours in it. */
export class Person implements AsyncDisposable {
  readonly id: string
  readonly name: string
  readonly email: string
  cookie: string
  readonly #origin: string
  readonly #sockets: { close(): Promise<void> }[] = []
  /** Over one WebSocket. */
  readonly trpc: TRPCClient<WholeRouter>

  constructor(origin: string, account: Account) {
    this.#origin = origin
    this.id = account.id
    this.name = account.name
    this.email = account.email
    this.cookie = account.cookie
    this.trpc = this.connect()
  }

  /** Signs up at a server, without connecting. */
  static async signUp(origin: string, name: string): Promise<Account> {
    const email = `${encodeURIComponent(name.replaceAll(' ', '.')).toLowerCase()}@example.com`
    const response = await post(origin, '/api/auth/sign-up/email', { name, email, password: PASSWORD })
    const { user }: { user: { id: string } } = await response.json()
    return { id: user.id, name, email, cookie: cookieOf(response) }
  }

  /** @returns the new session's cookie */
  static async signIn(origin: string, email: string, password = PASSWORD): Promise<string> {
    return cookieOf(await post(origin, '/api/auth/sign-in/email', { email, password }))
  }

  async signIn(): Promise<void> {
    this.cookie = await Person.signIn(this.#origin, this.email)
  }

  async signOut(): Promise<void> {
    await post(this.#origin, '/api/auth/sign-out', {}, this.cookie)
  }

  /** Ends every other session, and gives this one a new cookie. */
  async changePassword(newPassword: string): Promise<void> {
    const passwords = { currentPassword: PASSWORD, newPassword, revokeOtherSessions: true }
    const response = await post(this.#origin, '/api/auth/change-password', passwords, this.cookie)
    this.cookie = cookieOf(response)
  }

  /** A token as programs use it: at most 15 minutes, names its session. */
  async token(): Promise<string> {
    const response = await fetch(`${this.#origin}/api/auth/token`, { headers: { cookie: this.cookie } })
    if (!response.ok) throw new Error(`no token: ${response.status}`)
    const { token }: { token: string } = await response.json()
    return token
  }

  /** One more connection of the same person, to any server. */
  connect(origin = this.#origin): TRPCClient<WholeRouter> {
    const socket = createWSClient({
      url: `${origin.replace('http', 'ws')}/api/trpc`,
      connectionParams: async () => ({ token: await this.token() }),
      retryDelayMs: () => 50,
    })
    this.#sockets.push(socket)
    return createTRPCClient<WholeRouter>({ links: [wsLink({ client: socket })] })
  }

  /** The same procedures over HTTP, with a token. */
  async overHttp(): Promise<TRPCClient<WholeRouter>> {
    const authorization = `Bearer ${await this.token()}`
    return createTRPCClient<WholeRouter>({
      links: [httpLink({ url: `${this.#origin}/api/trpc`, headers: { authorization } })],
    })
  }

  send(conversationId: string, content: string, options: SendOptions = {}): Promise<SendResult> {
    return this.trpc.messages.send.mutate({ id: uuidv7(), conversationId, content, ...options })
  }

  follow(conversationId: string, lastEventId?: string): Feed<ConversationEvent> {
    const input = { conversationId, ...(lastEventId !== undefined && { lastEventId }) }
    return new Feed((callbacks) => this.trpc.live.conversation.subscribe(input, callbacks))
  }

  inbox(lastEventId?: string): Feed<InboxEvent> {
    const input = lastEventId === undefined ? {} : { lastEventId }
    return new Feed((callbacks) => this.trpc.live.inbox.subscribe(input, callbacks))
  }

  /** Who types there; resolves when it listens. */
  presence(conversationId: string): Promise<Recording<PresenceEvent>> {
    return new Recording<PresenceEvent>((callbacks) =>
      this.trpc.live.presence.subscribe({ conversationId }, callbacks),
    ).until(({ isStarted }) => isStarted)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.close()))
  }
}

async function post(origin: string, path: string, body: object, cookie = ''): Promise<Response> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
