import { type Diagnosis, diagnoseRedis, right, wrong } from '@pennypost/api'
import type { Environment } from '../env.ts'
import { diagnoseOrigin } from './diagnose-origin.ts'

/** What `doctor` looks at beside the database: the settings as a server would read them, Redis, the browser's origin. */
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
  const { production, settings, hasAuthSecret, databaseUrl } = environment
  if (production && settings.testClock)
    wrongOnes.push(wrong('settings', 'TEST_CLOCK=1 with NODE_ENV=production', 'remove TEST_CLOCK'))
  if (production && !hasAuthSecret)
    wrongOnes.push(
      wrong(
        'settings',
        'AUTH_SECRET is missing with NODE_ENV=production',
        'set 32 random characters or more',
      ),
    )
  if (wrongOnes.length > 0) return wrongOnes
  const database = databaseUrl === null ? `embedded in ${environment.dataDir}` : 'of DATABASE_URL'
  const { dailyFreeLimit, pointsPerMessage } = settings
  return [
    right('settings', `database ${database}; ${dailyFreeLimit} free a day, then ${pointsPerMessage} points`),
  ]
}
