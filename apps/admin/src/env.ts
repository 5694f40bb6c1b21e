import { resolve } from 'node:path'
import type { Settings } from '@pennypost/api'
import { POLICY } from '@pennypost/domain'
import { z } from 'zod'

/** The part of CONTRACT's environment that commands work with, or that `doctor` judges. */
export type Environment = {
  production: boolean
  port: number
  host: string
  /** Null: the embedded Postgres of `dataDir`. */
  databaseUrl: string | null
  redisUrl: string | null
  dataDir: string
  /** Null: localhost at the port. */
  publicOrigins: string[] | null
  hasAuthSecret: boolean
  settings: Settings
}

const beginsWith = (expected: string, ...beginnings: string[]) =>
  z.string().refine((value) => beginnings.some((beginning) => value.startsWith(beginning)), expected)

const wholeNumber = (min: number, max: number) => {
  const expected = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,16}$/, expected)
    .transform(Number)
    .refine((value) => min <= value && value <= max, expected)
}

const WHOLE_DATABASE_URL =
  'must be one whole address, such as postgres://user:password@host:5432/name (a % in the password is written %25)'
const WHOLE_REDIS_URL =
  'must be one whole address, such as redis://user:password@host:6379 (a % in the password is written %25), or several, comma-separated'

const VARIABLES = {
  NODE_ENV: z.string().default('development'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: beginsWith('must begin with postgres:// or postgresql://', 'postgres://', 'postgresql://')
    .refine(isWholeAddress, WHOLE_DATABASE_URL)
    .optional(),
  REDIS_URL: beginsWith('must begin with redis:// or rediss://', 'redis://', 'rediss://')
    .refine(areWholeAddresses, WHOLE_REDIS_URL)
    .optional(),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: z
    .string()
    .transform((list) => list.split(',').map((part) => part.trim()))
    .refine((list) => list.every(isOrigin), 'must be web addresses without a path, comma-separated')
    .optional(),
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  TEST_CLOCK: z.enum(['1', '0'], 'must be 1 or 0').default('0'),
  DAILY_FREE_LIMIT: wholeNumber(0, 1_000_000).default(POLICY.dailyFreeLimit),
  POINTS_PER_MESSAGE: wholeNumber(1, 1_000_000_000).default(POLICY.pointsPerMessage),
  SIGNUP_POINTS: wholeNumber(0, 1_000_000_000).default(POLICY.signupPoints),
  RATE_LIMITS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  SEED_DEMO: z.enum(['auto', '1', '0'], 'must be auto, 1 or 0').default('auto'),
}

/**
 * The only reader of the process's environment; an empty variable counts as absent.
 * @returns what was read, defaults in the place of what is wrong, and one line for each of those that names it
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): {
  environment: Environment
  problems: string[]
} {
  const given = Object.entries(source).filter(([name, value]) => name in VARIABLES && value !== '')
  const schema = z.object(VARIABLES)
  const parsed = schema.safeParse(Object.fromEntries(given))
  const issues = parsed.success ? [] : parsed.error.issues
  const wrong = new Set(issues.map(({ path }) => String(path[0])))
  const data = parsed.data ?? schema.parse(Object.fromEntries(given.filter(([name]) => !wrong.has(name))))
  // The value itself is left out: it may be a secret.
  const problems = issues.map(({ path, message }) => `${String(path[0])} ${message}`)
  return {
    problems: [...new Set(problems)],
    environment: {
      production: data.NODE_ENV === 'production',
      port: data.PORT,
      host: data.HOST,
      databaseUrl: data.DATABASE_URL ?? null,
      redisUrl: data.REDIS_URL ?? null,
      dataDir: resolve(data.DATA_DIR),
      publicOrigins: data.PUBLIC_URL?.map((part) => new URL(part).origin) ?? null,
      hasAuthSecret: data.AUTH_SECRET !== undefined,
      settings: {
        dailyFreeLimit: data.DAILY_FREE_LIMIT,
        pointsPerMessage: data.POINTS_PER_MESSAGE,
        signupPoints: data.SIGNUP_POINTS,
        testClock: data.TEST_CLOCK === '1',
      },
    },
  }
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
