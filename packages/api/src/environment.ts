import { resolve } from 'node:path'
import type { z } from 'zod'
import type { Settings } from './services.ts'
import type { VARIABLES } from './variables.ts'

export { readServerVariables } from './read-server-variables.ts'
export { readVariables } from './read-variables.ts'
export { VARIABLES } from './variables.ts'

/** The part of CONTRACT's environment that more than one program works with. */
export type Environment = {
  production: boolean
  port: number
  host: string
  /** Null: the embedded Postgres of `dataDir`. */
  databaseUrl: string | null
  redisUrl: string | null
  dataDir: string
  /** Null: localhost at the port that is used. */
  publicOrigins: string[] | null
  settings: Settings
}

/** What the variables stand for. */
export function toEnvironment(values: z.output<typeof VARIABLES>): Environment {
  return {
    production: values.NODE_ENV === 'production',
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(values.DATA_DIR),
    publicOrigins: values.PUBLIC_URL ?? null,
    settings: {
      dailyFreeLimit: values.DAILY_FREE_LIMIT,
      pointsPerMessage: values.POINTS_PER_MESSAGE,
      signupPoints: values.SIGNUP_POINTS,
      testClock: values.TEST_CLOCK === '1',
    },
  }
}
