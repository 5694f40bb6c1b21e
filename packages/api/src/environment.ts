import { POLICY } from '@pennypost/domain'
import { z } from 'zod'
import { areRedisAddresses, hasCredentials, isOrigin, isWebAddress, isWholeAddress } from './addresses.ts'

const beginsWith = (...beginnings: string[]) =>
  z
    .string()
    .refine(
      (value) => beginnings.some((beginning) => value.startsWith(beginning)),
      `must begin with ${beginnings.join(' or ')}`,
    )

const wholeNumber = (min: number, max: number) => {
  const expected = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,16}$/, expected)
    .transform(Number)
    .refine((value) => min <= value && value <= max, expected)
}

const switchedBy = (on: string, off: string) => z.enum([on, off], `must be ${on} or ${off}`)

/** The variables of CONTRACT that more than one program reads: what a right value is, what its default is, how a wrong one is told. */
export const VARIABLES = {
  NODE_ENV: z.string().default('development'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().regex(/^\S+$/, 'must be an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  DATABASE_URL: beginsWith('postgres://', 'postgresql://')
    .refine(
      isWholeAddress,
      'must be one whole address, such as postgres://user:password@host:5432/name (a % in the password is written %25)',
    )
    .optional(),
  REDIS_URL: beginsWith('redis://', 'rediss://')
    .refine(
      areRedisAddresses,
      'must be one whole address, such as redis://user:password@host:6379 (a % in the password is written %25), or several, comma-separated',
    )
    .optional(),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: z
    .string()
    .transform((list) => list.split(',').map((part) => part.trim()))
    .pipe(z.array(z.string().refine(isOrigin, 'must be web addresses without a path, comma-separated')))
    .transform((list) => list.map((part) => new URL(part).origin))
    .optional(),
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  SEED_DEMO: z.enum(['auto', '1', '0'], 'must be auto, 1 or 0').default('auto'),
  TEST_CLOCK: switchedBy('1', '0').default('0'),
  DAILY_FREE_LIMIT: wholeNumber(0, 1_000_000).default(POLICY.dailyFreeLimit),
  POINTS_PER_MESSAGE: wholeNumber(1, 1_000_000_000).default(POLICY.pointsPerMessage),
  SIGNUP_POINTS: wholeNumber(0, 1_000_000_000).default(POLICY.signupPoints),
  RATE_LIMITS: switchedBy('on', 'off').default('on'),
}

const PROXIES = 'must be off, on, a number of proxies, or their addresses, comma-separated'
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

const SERVER_VARIABLES = z.object({
  ...VARIABLES,
  TRUST_PROXY: z
    .string()
    .transform((value) => parseTrustedProxies(value))
    .pipe(
      z.union(
        [
          z.literal(false),
          z.int(PROXIES).min(1, PROXIES).max(16, PROXIES),
          z
            .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
            .refine((networks) => !networks.some((network) => network.endsWith('/0')), PROXIES),
        ],
        PROXIES,
      ),
    )
    .default(false),
  AUTH_JWKS_URL: z
    .string()
    .refine(isWebAddress, 'must be the http:// or https:// address of a JSON Web Key Set')
    // fetch takes no such address, and quotes all of it in what it throws.
    .refine((value) => !hasCredentials(value), 'must be an address without a user and a password')
    .optional(),
  AUTH_ISSUER: z.string().max(1_000, 'must have at most 1000 characters').optional(),
  AUTH_AUDIENCE: z.string().max(1_000, 'must have at most 1000 characters').optional(),
  TOP_UP_URL: z.string().refine(isWebAddress, 'must be an http:// or https:// address').optional(),
  METRICS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

type Source = Record<string, string | undefined>

/** All that a server is given, as `readVariables`; where what belongs together is not, that is told too. */
export function readServerVariables(source: Source): {
  values: z.output<typeof SERVER_VARIABLES>
  problems: string[]
} {
  const { values, problems } = readVariables(SERVER_VARIABLES, source)
  return { values, problems: [...problems, ...contradictions(source)] }
}

/**
 * Parses what a process was given; an empty variable counts as absent.
 * @param variables an object of which every part has a default or is optional
 * @returns the values, defaults in the place of what is wrong, and one line for each of those that names it
 */
export function readVariables<Values>(
  variables: z.ZodType<Values>,
  source: Source,
): { values: Values; problems: string[] } {
  const given = Object.entries(source).filter(([, value]) => value !== '')
  const parsed = variables.safeParse(Object.fromEntries(given))
  if (parsed.success) return { values: parsed.data, problems: [] }
  const { issues } = parsed.error
  const wrong = new Set(issues.map(({ path }) => String(path[0])))
  // The value itself is left out: it may be a secret.
  const problems = issues.map(({ path, message }) => `${String(path[0])} ${message}`)
  return {
    values: variables.parse(Object.fromEntries(given.filter(([name]) => !wrong.has(name)))),
    problems: [...new Set(problems)],
  }
}

/** The Origins that browsers on this machine come from, where PUBLIC_URL names none. */
export function localOrigins(port: number): string[] {
  return ['localhost', '127.0.0.1'].map((host) => new URL(`http://${host}:${port}`).origin)
}

function contradictions(source: Source): string[] {
  const wrong: string[] = []
  if (source.NODE_ENV === 'production') {
    if (!source.AUTH_SECRET)
      wrong.push('AUTH_SECRET must be given when NODE_ENV=production: at least 16 characters')
    if (source.TEST_CLOCK === '1')
      wrong.push('TEST_CLOCK must not be 1 when NODE_ENV=production: there the clock cannot be moved')
  }
  const together = [source.AUTH_JWKS_URL, source.AUTH_ISSUER, source.AUTH_AUDIENCE]
  if (together.some(Boolean) && !together.every(Boolean))
    wrong.push('AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE must be given together')
  return wrong
}

function parseTrustedProxies(value: string): unknown {
  if (value === 'off' || value === '0') return false
  if (value === 'on') return 1
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim())
}
