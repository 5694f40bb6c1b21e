import { resolve } from 'node:path'
import type { Settings } from '@pennypost/api'
import { readServerVariables } from '@pennypost/api/environment'
import type { HostTokens } from './auth/host-tokens.ts'
import type { TrustedProxies } from './server-options.ts'

/** What CONTRACT calls the environment, parsed. */
export type Environment = {
  production: boolean
  port: number
  host: string
  /** Null: an embedded Postgres in `dataDir`. */
  databaseUrl: string | null
  redisUrl: string | null
  dataDir: string
  /** Null: localhost at the port that is used. */
  publicOrigins: string[] | null
  trustProxy: TrustedProxies
  /** Null: made once and kept in `dataDir`. */
  authSecret: string | null
  hostTokens: HostTokens | null
  seedDemo: 'auto' | '1' | '0'
  settings: Settings
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
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const { values, problems } = readServerVariables(source)
  if (problems.length > 0) throw new EnvironmentError(problems.join('; '))
  return {
    production: values.NODE_ENV === 'production',
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    publicOrigins: values.PUBLIC_URL ?? null,
    trustProxy: values.TRUST_PROXY,
    authSecret: values.AUTH_SECRET ?? null,
    hostTokens: hostTokens(values),
    seedDemo: values.SEED_DEMO,
    settings: {
      dailyFreeLimit: values.DAILY_FREE_LIMIT,
      pointsPerMessage: values.POINTS_PER_MESSAGE,
      signupPoints: values.SIGNUP_POINTS,
      testClock: values.TEST_CLOCK === '1',
    },
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
