import { POLICY, ROLES } from '@pennypost/domain'
import { z } from 'zod'

const NO_NUL = 'must not hold the NUL character'
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !value.includes('\u0000'), NO_NUL)
const user = line(255).describe('an id or an e-mail')
const LARGEST_INTEGER = 2_147_483_647
const wholeNumber = (min: number, max: number) =>
  z
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)

/** What operators' procedures take. The command line makes its options and its help of them. */
export const ADMIN_INPUTS = {
  users: {
    find: z.object({
      query: line(254).describe('part of a name or an e-mail, or an id').meta({ positional: true }),
      limit: z.int().min(1).max(1_000).default(POLICY.findMax).describe('how many at most'),
    }),
    one: z.object({ user }),
    setRole: z.object({ user, role: z.enum(ROLES) }),
  },
  wallet: {
    grant: z.object({
      user,
      points: wholeNumber(1, POLICY.pointsMax).describe('whole, above 0'),
      reason: line(200).describe('shown to the person in their wallet'),
      key: line(200).optional().describe('the same key grants once'),
    }),
  },
  quota: {
    set: z.object({
      user,
      dailyFree: wholeNumber(0, LARGEST_INTEGER).optional().describe('free messages a day'),
      pointsPerMessage: wholeNumber(1, POLICY.pointsMax).optional().describe('what one costs after those'),
    }),
  },
  price: {
    setOpening: z.object({
      user: user.describe('a host, by id or e-mail'),
      points: wholeNumber(0, POLICY.pointsMax).describe('whole; 0: nothing'),
    }),
  },
  conversations: {
    export: z.object({
      id: z.guid('must be a UUID').toLowerCase(),
      cursor: z.int().min(0).default(0).describe('the nextCursor of the page before').meta({ hidden: true }),
      limit: z.int().min(1).max(10_000).default(1_000).describe('messages in a page').meta({ hidden: true }),
    }),
  },
  expired: {
    purge: z
      .object({ dryRun: z.boolean().default(false).describe('do the same, and take it back') })
      .default({ dryRun: false }),
  },
  clock: {
    advance: z.object({
      hours: z
        .number()
        .positive('must be above 0')
        .max(87_600, 'must be at most 87600')
        .describe('fractions allowed'),
    }),
  },
} as const
