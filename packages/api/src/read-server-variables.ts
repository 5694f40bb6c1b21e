import { z } from 'zod'
import { hasCredentials, isWebAddress } from './addresses.ts'
import { readVariables, type Source } from './read-variables.ts'
import { VARIABLES } from './variables.ts'

const PROXIES = 'must be off, on, a number of proxies, or their addresses, comma-separated'
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

const SERVER_VARIABLES = VARIABLES.extend({
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

/** All that a server is given, as `readVariables`; where what belongs together is not, that is told too. */
export function readServerVariables(source: Source): {
  values: z.output<typeof SERVER_VARIABLES>
  problems: string[]
} {
  const { values, problems } = readVariables(SERVER_VARIABLES, source)
  return { values, problems: [...problems, ...contradictions(source)] }
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
