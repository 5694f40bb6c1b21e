import { adminRouter, createCallerFactory, operatorContext } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import { POLICY } from '@pennypost/domain'

/** The operators' procedures on a database, without a server. */
export function operatorOn(database: Database) {
  const { dailyFreeLimit, pointsPerMessage, signupPoints } = POLICY
  const settings = { dailyFreeLimit, pointsPerMessage, signupPoints, testClock: true }
  return createCallerFactory(adminRouter({ database, settings }))(operatorContext('test'))
}
