import type { IncomingHttpHeaders } from 'node:http'
import type { Pennypost } from '@pennypost/api'
import { RefusalError, type Role } from '@pennypost/domain'
import { decodeJwt, errors } from 'jose'
import type { Auth } from './create-auth.ts'
import type { HostToken, HostTokens, VerifyHostToken } from './host-tokens.ts'
import { OWN_ISSUER, type VerifyOwnToken } from './own-tokens.ts'

/** Who somebody proved to be. `expiresAtMs` is real time: the end of the session or of the token, the earlier one. */
export type Identity = {
  userId: string
  role: Role
  sessionId: string
  expiresAtMs: number
}

export type Credentials = { cookie: string } | { token: string } | null

export type Authenticate = (credentials: Credentials) => Promise<Identity | null>

export type AuthenticateOptions = {
  auth: Pick<Auth, 'findCookieSession'>
  pennypost: Pick<Pennypost, 'findSessions' | 'admitHostUser'>
  verifyOwnToken: VerifyOwnToken
  host: { tokens: HostTokens; verify: VerifyHostToken } | null
}

/**
 * The one door. Null: nobody, or a cookie whose session has ended.
 * It throws NOT_SIGNED_IN for a token that does not hold, since whoever sends one means to be somebody.
 */
export function createAuthenticate({
  auth,
  pennypost,
  verifyOwnToken,
  host,
}: AuthenticateOptions): Authenticate {
  return async (credentials) => {
    if (credentials === null) return null
    if ('cookie' in credentials) {
      const found = await auth.findCookieSession(credentials.cookie)
      return found === null ? null : await findOwnSession(found.sessionId)
    }
    const { token } = credentials
    const identity = isHostToken(token) ? await admitHost(token) : await findOwnToken(token)
    if (identity === null) throw new RefusalError({ code: 'NOT_SIGNED_IN' })
    return identity
  }

  function isHostToken(token: string): boolean {
    if (host === null) return false
    try {
      const { iss } = decodeJwt(token)
      return iss === host.tokens.issuer && iss !== OWN_ISSUER
    } catch {
      return false
    }
  }

  async function findOwnToken(token: string): Promise<Identity | null> {
    const claims = await verified(verifyOwnToken(token))
    const identity = claims && (await findOwnSession(claims.sessionId))
    if (!identity || identity.userId !== claims.userId) return null
    return { ...identity, expiresAtMs: Math.min(identity.expiresAtMs, claims.expiresAtMs) }
  }

  async function findOwnSession(sessionId: string): Promise<Identity | null> {
    const session = await findSession(sessionId)
    if (session === null || session.expiresAtMs === null) return null
    return { ...session, expiresAtMs: session.expiresAtMs }
  }

  async function admitHost(token: string): Promise<Identity | null> {
    const claims: HostToken | null = host && (await verified(host.verify(token)))
    if (claims === null) return null
    const { userId, name, sessionId, expiresAtMs } = claims
    const known = (await pennypost.findSessions([sessionId])).has(sessionId)
    if (!known) await pennypost.admitHostUser({ userId, name, sessionId })
    const session = await findSession(sessionId)
    return session && { ...session, expiresAtMs }
  }

  /** The sign-in of somebody who is not banned. `expiresAtMs` is null where the host decides. */
  async function findSession(sessionId: string) {
    const session = (await pennypost.findSessions([sessionId])).get(sessionId)
    if (session === undefined || session.isBanned) return null
    const { userId, role, expiresAtMs } = session
    return { userId, role, sessionId, expiresAtMs }
  }
}

/** Null for a token that does not hold; a fault, such as keys that cannot be read, is thrown on. */
async function verified<T>(verification: Promise<T>): Promise<T | null> {
  try {
    return await verification
  } catch (error) {
    const keysAreAway = [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]
    if (error instanceof errors.JOSEError && keysAreAway.includes(error.code)) throw error
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** The token of an Authorization header, else the session's cookie. Never anything from the address. */
export function findCredentials(headers: IncomingHttpHeaders, cookieName: string): Credentials {
  const { authorization, cookie } = headers
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1]
  if (bearer !== undefined) return { token: bearer }
  return holdsCookie(cookie, cookieName) ? { cookie } : null
}

export function holdsCookie(cookie: string | undefined, cookieName: string): cookie is string {
  return cookie?.split(';').some((part) => part.trim().startsWith(`${cookieName}=`)) ?? false
}
