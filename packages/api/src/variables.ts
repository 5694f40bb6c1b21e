import { POLICY } from '@pennypost/domain'
import { z } from 'zod'
import { areRedisAddresses, isOrigin, isWholeAddress } from './addresses.ts'

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
export const VARIABLES = z.object({
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
})
