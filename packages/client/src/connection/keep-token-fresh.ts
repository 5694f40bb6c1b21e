import type { OpenConnection } from './connection.ts'

const RENEW_AT = 0.7
/** Timers take no more than 2^31 ms. */
const LONGEST_MS = 3_600_000

export type TokenOptions = {
  connection: Pick<OpenConnection, 'opened' | 'token'>
  auth: () => string | null | Promise<string | null>
  renew: (token: string) => Promise<unknown>
}

/**
 * Hands the server a fresh token before the one that opened the socket runs out, so that nothing is cut.
 * Where that fails, the server closes the socket in time, and the next one opens with a fresh token anyway.
 */
export function keepTokenFresh({ connection, auth, renew }: TokenOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function schedule(token: string | null): void {
    clearTimeout(timer)
    const lifetimeMs = token === null ? null : lifetimeOf(token)
    if (lifetimeMs !== null) exchangeIn(lifetimeMs * RENEW_AT)
  }

  function exchangeIn(delayMs: number): void {
    if (delayMs > LONGEST_MS) timer = setTimeout(() => exchangeIn(delayMs - LONGEST_MS), LONGEST_MS)
    else timer = setTimeout(() => void exchange(), delayMs)
  }

  async function exchange(): Promise<void> {
    const fresh = await Promise.resolve()
      .then(auth)
      .catch(() => null)
    if (fresh === null) return
    const isTaken = await renew(fresh).then(
      () => true,
      () => false,
    )
    if (isTaken) schedule(fresh)
  }

  const unsubscribe = connection.opened.subscribe(() => schedule(connection.token()))
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

/** How long a JWT is good for, by its own two stamps, which need no clock; null where it does not say. */
export function lifetimeOf(token: string): number | null {
  const payload = token.split('.')[1]
  if (payload === undefined) return null
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    if (typeof claims !== 'object' || claims === null || !('iat' in claims) || !('exp' in claims)) return null
    const { iat, exp } = claims
    return typeof iat === 'number' && typeof exp === 'number' && exp > iat ? (exp - iat) * 1_000 : null
  } catch {
    return null
  }
}
