import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'

/** Constants, so that all servers of one database accept each other's tokens, whatever their addresses are. */
export const OWN_ISSUER = 'pennypost'
export const OWN_AUDIENCE = 'pennypost'
export const OWN_ALGORITHM = 'EdDSA' as const

type OwnToken = { userId: string; sessionId: string; expiresAtMs: number }

/** @throws an error of jose's where the token is forged, foreign, altered or has run out */
export type VerifyOwnToken = (token: string) => Promise<OwnToken>

/** Verifies our own JWTs with keys held in memory, which are read again when a token names a new one. */
export function createOwnTokens(readKeys: () => Promise<JSONWebKeySet>): VerifyOwnToken {
  let reading: Promise<ReturnType<typeof createLocalJWKSet>> | null = null
  let known: ReturnType<typeof createLocalJWKSet> | null = null

  // Whoever asks while the keys are being read shares the answer, so forged key ids cost one read at a time.
  function read() {
    reading ??= readKeys()
      .then((keys) => {
        known = createLocalJWKSet(keys)
        return known
      })
      .finally(() => {
        reading = null
      })
    return reading
  }

  return async (token) => {
    const { payload } = await jwtVerify(
      token,
      async (header, jws) => {
        try {
          if (known !== null) return await known(header, jws)
        } catch {
          // A key that is new to this server: another one made it.
        }
        return await (await read())(header, jws)
      },
      {
        issuer: OWN_ISSUER,
        audience: OWN_AUDIENCE,
        algorithms: [OWN_ALGORITHM],
        requiredClaims: ['sub', 'sid', 'exp', 'iat'],
      },
    )
    const { sub, sid, exp } = payload
    if (sub === undefined || typeof sid !== 'string' || exp === undefined)
      throw new errors.JWTInvalid('claims are missing')
    return { userId: sub, sessionId: sid, expiresAtMs: exp * 1000 }
  }
}
