import { createHash } from 'node:crypto'
import { name as nameRule } from '@pennypost/domain'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

/** Where a host product publishes its keys, and what its tokens must say. */
export type HostTokens = { jwksUrl: string; issuer: string; audience: string }

export type HostToken = {
  userId: string
  name: string | undefined
  sessionId: string
  expiresAtMs: number
}

/** @throws an error of jose's where the token is forged, foreign, altered or has run out */
export type VerifyHostToken = (token: string) => Promise<HostToken>

/** Keys are public: a shared secret (HS…) or none at all proves nothing. */
const ALGORITHMS = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
]

/** Verifies a host's JWTs; a key that it has just begun to sign with is accepted within 5 s. */
export function createHostTokens(host: HostTokens): VerifyHostToken {
  const keys = createRemoteJWKSet(new URL(host.jwksUrl), {
    cooldownDuration: 5_000,
    cacheMaxAge: 600_000,
    timeoutDuration: 5_000,
  })
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: host.issuer,
      audience: host.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: 5,
    })
    const { sub, sid, exp } = payload
    if (sub === undefined || sub === '' || sub.length > 255 || sub.includes('\u0000') || exp === undefined)
      throw new errors.JWTInvalid('sub must be a text of 1 to 255 characters')
    return {
      userId: sub,
      name: findName(payload.name),
      sessionId:
        typeof sid === 'string' && sid !== '' ? `host:${digest(`${sub}\n${sid}`)}` : `host:${digest(token)}`,
      expiresAtMs: exp * 1000,
    }
  }
}

/** A sid is the host's own text, of any length; a token without one is a session of its own. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function findName(claim: unknown): string | undefined {
  const parsed = nameRule.safeParse(claim)
  return parsed.success ? parsed.data : undefined
}
