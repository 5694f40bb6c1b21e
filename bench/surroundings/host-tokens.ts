import { once } from 'node:events'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const ISSUER = 'https://bench.invalid'
const AUDIENCE = 'pennypost-bench'

/** A host product's sign-in: its keys over HTTP, and tokens for whoever is wanted. */
export type HostSignIn = {
  /** What a server has to be told. */
  env: Record<string, string>
  tokenOf(userId: string): Promise<string>
  close(): void
}

export async function startHostSignIn(): Promise<HostSignIn> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA')
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' }] })
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(keys)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    env: { AUTH_JWKS_URL: `http://127.0.0.1:${port}/`, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE },
    tokenOf: (userId) =>
      new SignJWT({ name: userId, sid: userId })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'bench' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime('12h')
        .sign(privateKey),
    close: () => server.close(),
  }
}
