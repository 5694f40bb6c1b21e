import { type Database, jwks } from '@pennypost/db'
import { symmetricDecrypt } from 'better-auth/crypto'
import { desc } from 'drizzle-orm'
import type { JSONWebKeySet, JWK } from 'jose'
import { OWN_ALGORITHM } from './own-tokens.ts'

/**
 * The keys that can sign here: those whose private part this AUTH_SECRET opens. Where the secret was changed there is
 * none, and better-auth makes a new one, instead of failing at every token.
 */
export async function findSigningKeys({ orm }: Database, secret: string) {
  const keys = await orm.select().from(jwks).orderBy(desc(jwks.createdAt))
  const opens = await Promise.all(keys.map(({ privateKey }) => canOpen(privateKey, secret)))
  return keys
    .filter((_key, place) => opens[place])
    .map(({ id, publicKey, privateKey, createdAt }) => ({
      id,
      publicKey,
      privateKey,
      createdAt,
      alg: OWN_ALGORITHM,
      crv: 'Ed25519' as const,
    }))
}

/** The public part of every key of this database, whoever made it. */
export async function readPublicKeys({ orm }: Database): Promise<JSONWebKeySet> {
  const keys = await orm.select({ id: jwks.id, publicKey: jwks.publicKey }).from(jwks)
  return {
    keys: keys.map(({ id, publicKey }): JWK => ({ ...JSON.parse(publicKey), kid: id, alg: OWN_ALGORITHM })),
  }
}

async function canOpen(privateKey: string, secret: string): Promise<boolean> {
  try {
    await symmetricDecrypt({ key: secret, data: JSON.parse(privateKey) })
    return true
  } catch {
    return false
  }
}
