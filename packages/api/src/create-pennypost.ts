import type { Database } from '@pennypost/db'
import { admitHostUser, type HostUser } from './actions/admit-host-user.ts'
import { signIn } from './actions/sign-in.ts'
import { signUp } from './actions/sign-up.ts'
import { DatabaseClock } from './database-clock.ts'
import { Limits } from './limits.ts'
import type { Bus } from './live/bus.ts'
import { Control } from './live/control.ts'
import { Live } from './live/live.ts'
import type { Log } from './log.ts'
import { createDirectCalls, type DirectCalls } from './procedures/direct-calls.ts'
import { createPageReads } from './reads/page-reads.ts'
import { createWholeRouter, type WholeRouter } from './router.ts'
import { createSendPath } from './send-path.ts'
import type { Services, Settings } from './services.ts'
import { findSessions, type StoredSession } from './sessions.ts'
import type { SharedCounts } from './shared-counts.ts'

export type PennypostOptions = {
  database: Database
  bus: Bus
  settings: Settings
  /** Whether people's sends are limited in rate. */
  rateLimits: boolean
  /** Given: limits count over all servers that it joins. */
  counts?: SharedCounts | null
  log: Log
}

/** One server's messaging, ready to be put behind any HTTP server and any sign-in. */
export type Pennypost = {
  router: WholeRouter
  control: Control
  start(): Promise<void>
  /** The first step of a shutdown: nothing more is delivered, everything is still answered. */
  fallSilent(): void
  /** Resolves once what is in flight has been answered. */
  idle(): Promise<void>
  /** Answers what is in flight, then lets go of the bus and the control channel: what is sent later is announced to nobody. */
  stop(): Promise<void>
  onSignIn(userId: string): Promise<void>
  onSignUp(userId: string): Promise<void>
  admitHostUser(user: HostUser): Promise<void>
  findSessions(sessionIds: readonly string[]): Promise<Map<string, StoredSession>>
  /** The calls that a server may answer without tRPC's middlewares. */
  directCalls: DirectCalls
}

/** Puts the parts together. Nothing here keeps state outside the object that it returns. */
export function createPennypost(options: PennypostOptions): Pennypost {
  const { database, bus, settings, log } = options
  const clock = new DatabaseClock()
  const control = new Control(database, log)
  const live = new Live({ database, bus, control, clock, settings })
  const services: Services = {
    database,
    settings,
    clock,
    sendPath: createSendPath(database, settings, () => live.hearLate()),
    pageReads: createPageReads(database),
    live,
    limits: new Limits(options.rateLimits, options.counts ?? null),
    log,
  }
  const idle = async () => {
    await Promise.all([services.sendPath.idle(), services.pageReads.idle()])
  }
  return {
    router: createWholeRouter(services),
    directCalls: createDirectCalls(services),
    control,
    start: async () => {
      await control.start()
      await services.live.start()
    },
    fallSilent: () => services.live.fallSilent(),
    idle,
    stop: async () => {
      await idle()
      await services.live.stop()
      await control.stop()
    },
    onSignIn: (userId) => signIn(services, userId),
    onSignUp: (userId) => signUp(services, userId),
    admitHostUser: (user) => admitHostUser(services, user),
    findSessions: (sessionIds) => findSessions(database, sessionIds),
  }
}
