import { createHash } from 'node:crypto'
import { name as nameRule } from '@pennypost/domain'
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'

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
  const options: JWTVerifyOptions = {
    issuer: host.issuer,
    audience: host.audience,
    algorithms: ALGORITHMS,
    requiredClaims: ['sub', 'exp'],
    clockTolerance: 5,
  }

  /** A host may put a new key in the place of the old one, under the same name or none: then the old one does not fit. */
  async function verify(token: string): Promise<JWTPayload> {
    try {
      return await verifyByAny(token, keys, options)
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed) || keys.coolingDown) throw error
      await keys.reload()
      return await verifyByAny(token, keys, options)
    }
  }

  return async (token) => {
    const payload = await verify(token)
    const { sub, sid, exp } = payload
    // jose looks at the types of the instants alone.
    if (
      typeof sub !== 'string' ||
      sub === '' ||
      sub.length > 255 ||
      sub.includes('\u0000') ||
      exp === undefined
    )
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

/** Where a token does not name its key, each of those that it may have been signed with is tried. */
async function verifyByAny(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const attempt = await jwtVerify(token, keys, options).catch((error: unknown) => {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return error
    throw error
  })
  if (!(attempt instanceof errors.JWKSMultipleMatchingKeys)) return attempt.payload
  for await (const key of attempt) {
    const fitting = await jwtVerify(token, key, options).catch((error: unknown) => {
      if (error instanceof errors.JWSSignatureVerificationFailed) return null
      throw error
    })
    if (fitting !== null) return fitting.payload
  }
  throw new errors.JWSSignatureVerificationFailed()
}

/** A sid is the host's own text, of any length; a token without one is a session of its own. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function findName(claim: unknown): string | undefined {
  const parsed = nameRule.safeParse(claim)
  return parsed.success ? parsed.data : undefined
}
