import { POLICY } from '@pennypost/domain'
import { z } from 'zod'

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
      areWholeAddresses,
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

/**
 * Parses what a process was given; an empty variable counts as absent.
 * @param variables an object of which every part has a default or is optional
 * @returns the values, defaults in the place of what is wrong, and one line for each of those that names it
 */
export function readVariables<Values>(
  variables: z.ZodType<Values>,
  source: Record<string, string | undefined>,
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

function isOrigin(value: string): boolean {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) return false
  const { pathname, search, hash, username } = new URL(value)
  return pathname === '/' && `${search}${hash}${username}` === ''
}
