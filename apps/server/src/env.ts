import { type Environment, readServerVariables, toEnvironment } from '@pennypost/api/environment'
import type { HostTokens } from './auth/host-tokens.ts'
import type { TrustedProxies } from './server-options.ts'

/** What CONTRACT calls the environment, parsed. */
export type ServerEnvironment = Environment & {
  trustProxy: TrustedProxies
  /** Null: made once and kept in `dataDir`. */
  authSecret: string | null
  hostTokens: HostTokens | null
  seedDemo: 'auto' | '1' | '0'
  rateLimits: boolean
  topUpUrl: string | null
  metricsToken: string | null
  logLevel: string
}

/** A wrong variable; the message is one line that names it and says what is expected. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/**
 * The only reader of this process's environment; an empty variable counts as absent.
 * @throws EnvironmentError, one line, where a value is wrong or what belongs together is not
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): ServerEnvironment {
  const { values, problems } = readServerVariables(source)
  if (problems.length > 0) throw new EnvironmentError(problems.join('; '))
  return {
    ...toEnvironment(values),
    trustProxy: values.TRUST_PROXY,
    authSecret: values.AUTH_SECRET ?? null,
    hostTokens: hostTokens(values),
    seedDemo: values.SEED_DEMO,
    rateLimits: values.RATE_LIMITS === 'on',
    topUpUrl: values.TOP_UP_URL ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  }
}

type Values = ReturnType<typeof readServerVariables>['values']

function hostTokens({ AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: Values): HostTokens | null {
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) return null
  return { jwksUrl: AUTH_JWKS_URL, issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE }
}
