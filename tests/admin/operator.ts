import { adminRouter, type Context, createCallerFactory } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import { POLICY } from '@pennypost/domain'

/** The operators' procedures on a database, without a server. */
export function operatorOn(database: Database) {
  const { dailyFreeLimit, pointsPerMessage, signupPoints } = POLICY
  const settings = { dailyFreeLimit, pointsPerMessage, signupPoints, testClock: true }
  const context: Context = {
    session: {
      userId: 'operator:test',
      role: 'admin',
      sessionId: 'test',
      expiresAtMs: Number.MAX_SAFE_INTEGER,
      ended: new AbortController().signal,
    },
    socket: null,
    address: '127.0.0.1',
    requestId: 'test',
    renew: null,
  }
  return createCallerFactory(adminRouter({ database, settings }))(context)
}
