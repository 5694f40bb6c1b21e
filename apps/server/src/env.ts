import { resolve } from 'node:path'
import type { Settings } from '@pennypost/api'
import { readVariables, VARIABLES } from '@pennypost/api/environment'
import { z } from 'zod'
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

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

const webUrl = (expected: string) =>
  z.string().refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), expected)

const PROXIES = 'must be off, on, a number of proxies, or their addresses, comma-separated'

const ALL_VARIABLES = z.object({
  ...VARIABLES,
  TRUST_PROXY: z
    .string()
    .transform((value) => parseTrustedProxies(value))
    .pipe(
      z.union(
        [
          z.literal(false),
          z.int(PROXIES).min(1, PROXIES).max(16, PROXIES),
          z.array(z.string().regex(/^[\da-fA-F.:]+(\/\d+)?$/, PROXIES)).min(1),
        ],
        PROXIES,
      ),
    )
    .default(false),
  AUTH_JWKS_URL: webUrl('must be the http:// or https:// address of a JSON Web Key Set')
    // fetch takes no such address, and quotes all of it in what it throws.
    .refine((value) => !hasCredentials(value), 'must be an address without a user and a password')
    .optional(),
  AUTH_ISSUER: z.string().max(1_000).optional(),
  AUTH_AUDIENCE: z.string().max(1_000).optional(),
  TOP_UP_URL: webUrl('must be an http:// or https:// address').optional(),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/**
 * The only reader of this process's environment; an empty variable counts as absent.
 * @throws EnvironmentError, one line, where a value is wrong or what belongs together is not
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const { values, problems } = readVariables(ALL_VARIABLES, source)
  const wrong = problems.length > 0 ? problems : contradictions(values)
  if (wrong.length > 0) throw new EnvironmentError(wrong.join('; '))
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

type Values = z.output<typeof ALL_VARIABLES>

function contradictions(values: Values): string[] {
  const wrong: string[] = []
  if (values.NODE_ENV === 'production') {
    if (values.AUTH_SECRET === undefined)
      wrong.push('AUTH_SECRET must be given when NODE_ENV=production: at least 16 characters')
    if (values.TEST_CLOCK === '1')
      wrong.push('TEST_CLOCK must not be 1 when NODE_ENV=production: there the clock cannot be moved')
  }
  const together = [values.AUTH_JWKS_URL, values.AUTH_ISSUER, values.AUTH_AUDIENCE]
  if (together.includes(undefined) && together.some((value) => value !== undefined))
    wrong.push('AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE must be given together')
  return wrong
}

function hostTokens({ AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: Values): HostTokens | null {
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) return null
  return { jwksUrl: AUTH_JWKS_URL, issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE }
}

function parseTrustedProxies(value: string): unknown {
  if (value === 'off' || value === '0') return false
  if (value === 'on') return 1
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim())
}

function hasCredentials(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return `${username}${password}` !== ''
}
