import { type Diagnosis, localOrigins, right, wrong } from '@pennypost/api'
import type { Environment } from '@pennypost/api/environment'

const DEADLINE_MS = 2_000
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const FORBIDDEN = 403

/** Whether browsers at PUBLIC_URL are let in: by these settings, and by the server that runs now. */
export async function diagnoseOrigin(environment: Environment): Promise<Diagnosis> {
  const { publicOrigins, port, production } = environment
  const origins = publicOrigins ?? localOrigins(port)
  const allowed = `browsers at ${origins.join(', ')}`
  if (production && publicOrigins === null)
    return wrong('browser origin', `${allowed} alone`, 'set PUBLIC_URL to the address that people open')
  const elsewhere = origins.find((origin) => isOtherLocalPort(origin, port))
  if (elsewhere !== undefined)
    return wrong(
      'browser origin',
      `PUBLIC_URL names ${elsewhere}, and PORT is ${port}`,
      'make the two agree, unless something forwards that port',
    )
  const refused = await findRefused(environment, origins)
  if (refused === null) return right('browser origin', `${allowed}; no server runs at PORT ${port}`)
  if (refused !== undefined)
    return wrong(
      'browser origin',
      `the server at PORT ${port} refuses ${refused}`,
      'restart it with this PUBLIC_URL',
    )
  return right('browser origin', `${allowed} are let in by the server that runs`)
}

function isOtherLocalPort(origin: string, port: number): boolean {
  const url = new URL(origin)
  return LOOPBACK.test(url.hostname) && url.protocol === 'http:' && Number(url.port || 80) !== port
}

/** The first origin that the running server refuses; undefined: none; null: no server runs. */
async function findRefused({ host, port }: Environment, origins: readonly string[]) {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${port}/api/trpc/typing.set`
  // Only a call that holds a cookie must come from an allowed origin; this one is nobody's.
  const cookie = 'pennypost.session_token=doctor; __Secure-pennypost.session_token=doctor'
  try {
    for (const origin of origins) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin, cookie },
        body: '{}',
        signal: AbortSignal.timeout(DEADLINE_MS),
      })
      if (answer.status === FORBIDDEN) return origin
    }
    return undefined
  } catch {
    return null
  }
}
