import type { Pennypost, SharedCounts } from '@pennypost/api'
import { authSchema, type Database, users } from '@pennypost/db'
import { name as nameRule } from '@pennypost/domain'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { jwt } from 'better-auth/plugins/jwt'
import { eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import { describeError } from '../log.ts'
import { createFaultKeeper } from './fault-keeper.ts'
import { OWN_ALGORITHM, OWN_AUDIENCE, OWN_ISSUER } from './own-tokens.ts'
import { createSignInLimits, SIGN_IN_RULES } from './sign-in-limits.ts'
import { findSigningKeys } from './signing-keys.ts'

export const AUTH_PATH = '/api/auth'
/** Carries the caller's address, as this server judged it, to better-auth; whatever a client sends is overwritten. */
export const ADDRESS_HEADER = 'x-pennypost-address'

/** What the rest of the server needs of better-auth. */
export type Auth = {
  /** Answers a request under AUTH_PATH. @throws where it is not the caller's fault */
  handle(request: Request): Promise<Response>
  /** The session that a signed cookie names; null where it is forged, ended or absent. */
  findCookieSession(cookie: string): Promise<{ sessionId: string } | null>
  signUp(person: { name: string; email: string; password: string }): Promise<{ userId: string }>
  /** The cookie that names a session. */
  cookieName: string
}

export type AuthOptions = {
  database: Database
  pennypost: Pick<Pennypost, 'onSignIn' | 'onSignUp'>
  secret: string
  /** Where the first public page is; tells whether cookies are for https alone. */
  baseUrl: string
  allowedOrigins: () => readonly string[]
  rateLimits: boolean
  counts: SharedCounts | null
  log: Logger
}

export async function createAuth(options: AuthOptions): Promise<Auth> {
  const { database, pennypost, log } = options
  const faults = createFaultKeeper()
  const betterAuthInstance = betterAuth({
    appName: 'Pennypost',
    baseURL: options.baseUrl,
    basePath: AUTH_PATH,
    secret: options.secret,
    trustedOrigins: () => [...options.allowedOrigins()],
    // No Drizzle transaction: the pool's driver may mix two of them up.
    database: faults.watch(
      drizzleAdapter(database.orm, { provider: 'pg', schema: authSchema, transaction: false }),
    ),
    emailAndPassword: { enabled: true },
    session: { expiresIn: 7 * 24 * 3_600, updateAge: 24 * 3_600 },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        adapter: { getJwks: () => findSigningKeys(database, options.secret) },
        jwks: { keyPairConfig: { alg: OWN_ALGORITHM, crv: 'Ed25519' } },
        jwt: {
          issuer: OWN_ISSUER,
          audience: OWN_AUDIENCE,
          expirationTime: '15m',
          definePayload: ({ session }) => ({ sid: session.id }),
        },
      }),
    ],
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/change-password') return
        // A new password ends every other session, and the sockets of each.
        return { context: { body: { ...context.body, revokeOtherSessions: true } } }
      }),
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            const name = nameRule.safeParse(user.name)
            if (!name.success) throw badRequest(`name: ${name.error.issues[0]?.message ?? 'is wrong'}`)
            if (user.email.length > 254) throw badRequest('email: must have at most 254 characters')
            return { data: { ...user, name: name.data, image: null } }
          },
          after: async (user) => {
            await withoutFailing(log, 'sign-up', () => pennypost.onSignUp(user.id))
          },
        },
      },
      session: {
        create: {
          before: async (session) => {
            if (await isBanned(database, session.userId))
              // The code that better-auth's own plugin for bans answers with.
              throw new APIError('FORBIDDEN', { code: 'BANNED_USER', message: 'Not allowed' })
          },
          after: async (session) => {
            await withoutFailing(log, 'sign-in', () => pennypost.onSignIn(session.userId))
          },
        },
      },
    },
    rateLimit: {
      enabled: options.rateLimits,
      window: 10,
      max: 100,
      customRules: SIGN_IN_RULES,
      customStorage: createSignInLimits(options.counts),
    },
    advanced: {
      cookiePrefix: 'pennypost',
      useSecureCookies: options.baseUrl.startsWith('https:'),
      // Given expressly, because better-auth drops the check by itself where it believes to be under test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    telemetry: { enabled: false },
    onAPIError: { throw: true },
    logger: { level: 'warn', log: (level, _message, ...details) => logAuth(log, level, details) },
  })
  const context = await betterAuthInstance.$context

  return {
    handle: (request) => faults.answer(() => betterAuthInstance.handler(request)),
    findCookieSession: async (cookie) => {
      const found = await betterAuthInstance.api.getSession({
        headers: new Headers({ cookie }),
        query: { disableRefresh: true },
      })
      return found === null ? null : { sessionId: found.session.id }
    },
    signUp: async (person) => {
      const { user } = await betterAuthInstance.api.signUpEmail({ body: person })
      return { userId: user.id }
    },
    cookieName: context.authCookies.sessionToken.name,
  }
}

async function isBanned({ orm }: Database, userId: string): Promise<boolean> {
  const [user] = await orm.select({ bannedAt: users.bannedAt }).from(users).where(eq(users.id, userId))
  return user === undefined || user.bannedAt !== null
}

function badRequest(message: string): APIError {
  return new APIError('BAD_REQUEST', { message })
}

/** What follows a sign-in is owed to others; its failure is logged and must not keep the person out. */
async function withoutFailing(log: Logger, what: string, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    log.error({ err: error }, `what follows a ${what} failed`)
  }
}

/** better-auth's messages name e-mails and quote SQL, so only the kind of error is kept. */
function logAuth(log: Logger, level: string, details: unknown[]): void {
  const error = details.find((detail) => detail instanceof Error)
  const line = { ...(error !== undefined && { err: describeError(error) }) }
  if (level === 'error') log.error(line, 'better-auth reported an error')
  else log.debug(line, 'better-auth reported something')
}
