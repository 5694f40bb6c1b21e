import {
  createLocalBus,
  createPennypost,
  createRedisBus,
  localOrigins,
  type Pennypost,
  SharedCounts,
} from '@pennypost/api'
import { connect, type Database } from '@pennypost/db'
import type { pino } from 'pino'
import { createAuthenticate } from './auth/authenticate.ts'
import { type Auth, createAuth } from './auth/create-auth.ts'
import { createHostTokens } from './auth/host-tokens.ts'
import { createOwnTokens } from './auth/own-tokens.ts'
import { readPublicKeys } from './auth/signing-keys.ts'
import { type DemoPerson, findDemoPeople } from './demo/demo-people.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { createApp } from './http/create-app.ts'
import { type Resolved, type ServerOptions, withDefaults } from './server-options.ts'
import { createOpenSessions } from './sockets/open-sessions.ts'
import { createPlaces } from './sockets/places.ts'
import { stopInOrder } from './stop-in-order.ts'

export type Server = {
  /**
   * Seeds where asked to, listens, and tells the address; once. Where it throws, `stop` closes what it has opened.
   * @throws a system error where the port is taken, an error of Postgres where the database is not there or not migrated
   */
  start(): Promise<{ url: string; port: number; demoPeople: readonly DemoPerson[] }>
  /** Answers what is in flight, closes everything, and is done within LIMITS.shutdownMs. */
  stop(): Promise<void>
}

/**
 * One Pennypost server on a database that has been migrated. Any number may run on one database, in one process too:
 * nothing is kept outside of what this makes.
 * @throws Error where `authSecret` is too short
 */
export async function createServer(given: ServerOptions): Promise<Server> {
  const options = withDefaults(given)
  const { hostTokens, rateLimits, redisUrl, log } = options
  const database = connect(options.databaseUrl, { applicationName: 'pennypost-server' })
  const bus = redisUrl === null ? createLocalBus() : createRedisBus(redisUrl, log)
  const counts = redisUrl === null || !rateLimits ? null : new SharedCounts(redisUrl, log)
  const pennypost = createPennypost({ database, bus, settings: options.settings, rateLimits, counts, log })
  const origins = originsOf(options)
  const auth = await createAuth({
    database,
    pennypost,
    secret: options.authSecret,
    baseUrl: options.publicOrigins?.[0] ?? UNREACHABLE,
    allowedOrigins: origins.allowed,
    rateLimits,
    counts,
    log,
  })
  const authenticate = createAuthenticate({
    auth,
    pennypost,
    verifyOwnToken: createOwnTokens(() => readPublicKeys(database)),
    host: hostTokens && { tokens: hostTokens, verify: createHostTokens(hostTokens) },
  })
  const places = createPlaces({ rateLimits, counts, ownTopic: bus.ownTopic })
  const openSessions = createOpenSessions({ pennypost, places, log })
  let demoPeople: readonly DemoPerson[] = []
  let hasStarted = false
  let stopping: Promise<void> | null = null
  const app = await createApp({
    options,
    pennypost,
    auth,
    authenticate,
    openSessions,
    allowedOrigins: origins.allowed,
    isStopping: () => stopping !== null,
    demoPeople: () => demoPeople,
    checkDatabase: () => checkDatabase(database),
  })
  return {
    async start() {
      if (hasStarted || stopping !== null)
        throw new Error('A server starts once: make another one with createServer.')
      hasStarted = true
      await pennypost.start()
      demoPeople = await prepareDemo(options.demo, { auth, pennypost, database, log })
      await app.listen({ port: options.port, host: options.host })
      const address = app.server.address()
      const port = typeof address === 'object' && address ? address.port : options.port
      origins.listening(port)
      return { url: `http://${hostInUrl(options.host)}:${port}`, port, demoPeople }
    },
    stop() {
      stopping ??= stopInOrder({ app, pennypost, openSessions, places, database, log }).finally(() =>
        counts?.close(),
      )
      return stopping
    },
  }
}

/** Where a port is not known yet, better-auth is told an address that no browser can come from. */
const UNREACHABLE = 'http://pennypost.invalid'

/** The Origins that browsers may come from; by default this machine, at the port that is known once it listens. */
function originsOf({ publicOrigins, port }: Resolved) {
  let allowed = publicOrigins ?? localOrigins(port)
  return {
    allowed: () => allowed,
    listening(at: number) {
      allowed = publicOrigins ?? localOrigins(at)
    },
  }
}

type DemoParts = { auth: Auth; pennypost: Pennypost; database: Database; log: pino.Logger }

async function prepareDemo(demo: Resolved['demo'], parts: DemoParts): Promise<readonly DemoPerson[]> {
  if (demo === 'off') return []
  if (demo === 'seed') await seedDemo(parts)
  return await findDemoPeople(parts.database)
}

async function checkDatabase({ sql }: Database): Promise<void> {
  const deadline = AbortSignal.timeout(2_000)
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
  })
  await Promise.race([sql`select from pennypost.users limit 1`, late])
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
