import { type Diagnosis, diagnoseRedis, right, wrong } from '@pennypost/api'
import type { Environment } from '@pennypost/api/environment'
import { diagnoseOrigin } from './diagnose-origin.ts'

/**
 * What `doctor` looks at beside the database: the settings as a server would read them, Redis, the browser's origin.
 * @param problems a line for each setting that would stop a server
 */
export async function diagnoseSurroundings(
  environment: Environment,
  problems: readonly string[],
): Promise<Diagnosis[]> {
  const [redis, origin] = await Promise.all([
    diagnoseRedis(environment.redisUrl),
    diagnoseOrigin(environment),
  ])
  return [...diagnoseSettings(environment, problems), redis, origin]
}

function diagnoseSettings(environment: Environment, problems: readonly string[]): Diagnosis[] {
  const wrongOnes = problems.map((problem) =>
    wrong('settings', problem, 'correct the variable, or remove it for its default'),
  )
  if (wrongOnes.length > 0) return wrongOnes
  const { databaseUrl, dataDir, settings } = environment
  const database = databaseUrl === null ? `embedded in ${dataDir}` : 'of DATABASE_URL'
  const { dailyFreeLimit, pointsPerMessage } = settings
  return [
    right('settings', `database ${database}; ${dailyFreeLimit} free a day, then ${pointsPerMessage} points`),
  ]
}
