import type { Settings } from '@pennypost/api'
import { VARIABLES } from '@pennypost/api/environment'
import { POLICY } from '@pennypost/domain'
import { pino } from 'pino'
import type { HostTokens } from './auth/host-tokens.ts'

/** False: none; a number: so many proxies stand in front; a list: their addresses or networks. */
export type TrustedProxies = false | number | string[]

export type ServerOptions = {
  /** A Postgres that has been migrated. */
  databaseUrl: string
  /** Signs the cookies and guards the keys that sign tokens; the same for all servers of one database. */
  authSecret: string
  /** Given: this server is joined with the others. */
  redisUrl?: string | null
  /** Absent, or 0: one that is free. */
  port?: number
  host?: string
  /** The Origins that browsers may come from; null: localhost at the port. */
  publicOrigins?: readonly string[] | null
  trustProxy?: TrustedProxies
  hostTokens?: HostTokens | null
  settings?: Partial<Settings>
  rateLimits?: boolean
  topUpUrl?: string | null
  metricsToken?: string | null
  /** `offer`: the sign-in page names those that exist; `seed`: and they are made in an empty database. */
  demo?: 'off' | 'offer' | 'seed'
  /** `createLog` makes one that tells nothing of what people wrote; absent: nothing is logged. */
  log?: pino.Logger
}

export type Resolved = {
  [K in keyof ServerOptions]-?: NonNullable<ServerOptions[K]> | Extract<ServerOptions[K], null>
} & {
  settings: Settings
}

/**
 * Fills in what CONTRACT says of an absent variable; for the port, one that is free.
 * @throws Error where the secret is no right AUTH_SECRET: for none better-auth would take one that everybody knows
 */
export function withDefaults(options: ServerOptions): Resolved {
  const { settings, ...given } = options
  const { success, error } = VARIABLES.shape.AUTH_SECRET.unwrap().safeParse(given.authSecret)
  if (!success) throw new Error(`authSecret ${error.issues[0]?.message}`)
  return {
    redisUrl: null,
    port: 0,
    host: '127.0.0.1',
    publicOrigins: null,
    trustProxy: false,
    hostTokens: null,
    rateLimits: true,
    topUpUrl: null,
    metricsToken: null,
    demo: 'off',
    log: pino({ level: 'silent' }),
    ...given,
    settings: {
      dailyFreeLimit: POLICY.dailyFreeLimit,
      pointsPerMessage: POLICY.pointsPerMessage,
      signupPoints: POLICY.signupPoints,
      testClock: false,
      ...settings,
    },
  }
}
