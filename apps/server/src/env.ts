import { resolve } from 'node:path'
import type { Settings } from '@pennypost/api'
import { POLICY } from '@pennypost/domain'
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

const url = (expected: string, ...protocols: string[]) =>
  z.string().refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)), expected)

const webUrl = (expected: string) =>
  url(expected, 'http', 'https').refine((value) => URL.canParse(value), expected)

const wholeNumber = (max: number, min = 0) => {
  const expected = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,16}$/, expected)
    .transform(Number)
    .refine((value) => min <= value && value <= max, expected)
}

const switchedBy = (on: string, off: string) => z.enum([on, off], `must be ${on} or ${off}`)

const PROXIES = 'must be off, on, a number of proxies, or their addresses, comma-separated'

const WHOLE_DATABASE_URL =
  'must be one whole address, such as postgres://user:password@host:5432/name (a % in the password is written %25)'
const WHOLE_REDIS_URL =
  'must be one whole address, such as redis://user:password@host:6379 (a % in the password is written %25), or several, comma-separated'

const VARIABLES = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(65_535).default(3000),
  HOST: z.string().regex(/^\S+$/, 'must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  DATABASE_URL: url('must begin with postgres:// or postgresql://', 'postgres', 'postgresql')
    .refine(isWholeAddress, WHOLE_DATABASE_URL)
    .optional(),
  REDIS_URL: url('must begin with redis:// or rediss://', 'redis', 'rediss')
    .refine(areWholeAddresses, WHOLE_REDIS_URL)
    .optional(),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: z
    .string()
    .transform((list) => list.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().refine(isOrigin, 'must be web addresses without a path, comma-separated')))
    .transform((list) => list.map((part) => new URL(part).origin))
    .optional(),
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
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  AUTH_JWKS_URL: webUrl('must be the http:// or https:// address of a JSON Web Key Set')
    // fetch takes no such address, and quotes all of it in what it throws.
    .refine((value) => !hasCredentials(value), 'must be an address without a user and a password')
    .optional(),
  AUTH_ISSUER: z.string().max(1_000).optional(),
  AUTH_AUDIENCE: z.string().max(1_000).optional(),
  SEED_DEMO: z.enum(['auto', '1', '0'], 'must be auto, 1 or 0').default('auto'),
  TEST_CLOCK: switchedBy('1', '0').default('0'),
  DAILY_FREE_LIMIT: wholeNumber(1_000_000).default(POLICY.dailyFreeLimit),
  POINTS_PER_MESSAGE: wholeNumber(1_000_000_000, 1).default(POLICY.pointsPerMessage),
  SIGNUP_POINTS: wholeNumber(1_000_000_000).default(POLICY.signupPoints),
  TOP_UP_URL: webUrl('must be an http:// or https:// address').optional(),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  RATE_LIMITS: switchedBy('on', 'off').default('on'),
})

/**
 * The only reader of the process's environment; an empty variable counts as absent.
 * @throws EnvironmentError, one line, where a value is wrong or what belongs together is not
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = VARIABLES.safeParse(given)
  const wrong = parsed.success ? contradictions(parsed.data) : parsed.error.issues.map(describe)
  if (!parsed.success || wrong.length > 0) throw new EnvironmentError([...new Set(wrong)].join('; '))
  const { data } = parsed
  return {
    production: data.NODE_ENV === 'production',
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL ?? null,
    redisUrl: data.REDIS_URL ?? null,
    dataDir: resolve(data.DATA_DIR),
    publicOrigins: data.PUBLIC_URL ?? null,
    trustProxy: data.TRUST_PROXY,
    authSecret: data.AUTH_SECRET ?? null,
    hostTokens: hostTokens(data),
    seedDemo: data.SEED_DEMO,
    settings: {
      dailyFreeLimit: data.DAILY_FREE_LIMIT,
      pointsPerMessage: data.POINTS_PER_MESSAGE,
      signupPoints: data.SIGNUP_POINTS,
      testClock: data.TEST_CLOCK === '1',
    },
    rateLimits: data.RATE_LIMITS === 'on',
    topUpUrl: data.TOP_UP_URL ?? null,
    metricsToken: data.METRICS_TOKEN ?? null,
    logLevel: data.LOG_LEVEL,
  }
}

type Variables = z.output<typeof VARIABLES>

function contradictions(data: Variables): string[] {
  const wrong: string[] = []
  if (data.NODE_ENV === 'production') {
    if (data.AUTH_SECRET === undefined)
      wrong.push('AUTH_SECRET must be given when NODE_ENV=production: at least 16 characters')
    if (data.TEST_CLOCK === '1')
      wrong.push('TEST_CLOCK must not be 1 when NODE_ENV=production: there the clock cannot be moved')
  }
  const together = [data.AUTH_JWKS_URL, data.AUTH_ISSUER, data.AUTH_AUDIENCE]
  if (together.includes(undefined) && together.some((value) => value !== undefined))
    wrong.push('AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE must be given together')
  return wrong
}

function hostTokens({ AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE }: Variables): HostTokens | null {
  if (AUTH_JWKS_URL === undefined || AUTH_ISSUER === undefined || AUTH_AUDIENCE === undefined) return null
  return { jwksUrl: AUTH_JWKS_URL, issuer: AUTH_ISSUER, audience: AUTH_AUDIENCE }
}

function parseTrustedProxies(value: string): unknown {
  if (value === 'off' || value === '0') return false
  if (value === 'on') return 1
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim())
}

/** Whether the drivers will be able to take it apart: what they throw otherwise may quote all of it. */
function isWholeAddress(value: string): boolean {
  try {
    const { username, password, hostname } = new URL(value)
    decodeURIComponent(`${username} ${password} ${hostname}`)
    return true
  } catch {
    return false
  }
}

/** Nodes of a cluster may follow the first without its beginning. */
function areWholeAddresses(list: string): boolean {
  const nodes = list.split(',').map((node) => node.trim())
  return nodes.every((node) => isWholeAddress(node.includes('://') ? node : `redis://${node}`))
}

function hasCredentials(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return `${username}${password}` !== ''
}

function isOrigin(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false
  const { pathname, search, hash, username } = new URL(value)
  return pathname === '/' && `${search}${hash}${username}` === ''
}

/** The value itself is left out: it may be a secret. */
function describe(issue: z.core.$ZodIssue): string {
  return `${String(issue.path[0])} ${issue.message}`
}
