import type { Database } from '@pennypost/db'
import type { DatabaseClock } from './database-clock.ts'
import type { Limits } from './limits.ts'
import type { Live } from './live/live.ts'
import type { Log } from './log.ts'
import type { PageReads } from './reads/page-reads.ts'
import type { SendPath } from './send-path.ts'

/** The rules' numbers for people who have none of their own. */
export type Settings = {
  dailyFreeLimit: number
  pointsPerMessage: number
  signupPoints: number
  /** Whether an operator may move the clock. */
  testClock: boolean
}

/** What the actions and reads work with; made once by `createPennypost`. */
export type Services = {
  database: Database
  settings: Settings
  clock: DatabaseClock
  sendPath: SendPath
  pageReads: PageReads
  live: Live
  limits: Limits
  log: Log
}
