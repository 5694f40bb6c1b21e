import { resolve } from 'node:path'
import type { Settings } from '@pennypost/api'
import { readServerVariables, readVariables, VARIABLES } from '@pennypost/api/environment'
import { z } from 'zod'

/** The part of CONTRACT's environment that commands work with. */
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
  settings: Settings
}

/**
 * The only reader of this process's environment; an empty variable counts as absent.
 * @returns what was read, defaults in the place of what is wrong, one line for each of those that names it, and such lines
 * for all that would stop a server
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): {
  environment: Environment
  problems: string[]
  serverProblems: string[]
} {
  const { values, problems } = readVariables(z.object(VARIABLES), source)
  return {
    problems,
    serverProblems: readServerVariables(source).problems,
    environment: {
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
    },
  }
}
