// Pennypost inside a server that has a router, a sign-in and people of its own. With Node 22.18 or later:
//   node --conditions=pennypost:source examples/embedded.ts postgres://user:password@host:5432/name
import { randomUUID } from 'node:crypto'
import { type EventEmitter, once } from 'node:events'
import { type Context, createLocalBus, createPennypost, formatError, type Session } from '@pennypost/api'
import { connect, migrate } from '@pennypost/db'
import { POLICY } from '@pennypost/domain'
import { initTRPC } from '@trpc/server'
import { createHTTPServer } from '@trpc/server/adapters/standalone'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'

const [databaseUrl = ''] = process.argv.slice(2)
const { dailyFreeLimit, pointsPerMessage, signupPoints } = POLICY

await migrate(databaseUrl, { testClock: false })
const database = connect(databaseUrl)
const pennypost = createPennypost({
  database,
  bus: createLocalBus(),
  settings: { dailyFreeLimit, pointsPerMessage, signupPoints, testClock: false },
  rateLimits: true,
  log: { info: () => {}, warn: console.warn, error: console.error },
})
await pennypost.start()

// The context has what ours has, and may have more. Without `formatError` refusals would reach nobody.
const t = initTRPC.context<Context>().create({ errorFormatter: formatError })
const router = t.router({
  greeting: t.procedure.query(() => 'Hello from the host'),
  chat: pennypost.router,
})

/** The host's own sign-in; this one believes everybody. */
async function findHostSession(token: string) {
  return { userId: token, name: token, sessionId: `session of ${token}`, expiresAtMs: Date.now() + 3_600_000 }
}

/** Null: somebody who is banned. Who is new is made, and a session that is new counts as a sign-in. */
async function sessionOf(token: string, connection: EventEmitter): Promise<Session | null> {
  const { userId, name, sessionId, expiresAtMs } = await findHostSession(token)
  // A subscription outlives the call that began it, so what ends the session has to end it too.
  const ended = new AbortController()
  const forget = pennypost.control.subscribe((event) => {
    if (event.type === 'user-changed' && event.userId === userId && event.endsSessions) ended.abort()
  })
  connection.once('close', forget)
  const find = async () => (await pennypost.findSessions([sessionId])).get(sessionId)
  if ((await find()) === undefined) await pennypost.admitHostUser({ userId, name, sessionId })
  const found = await find()
  if (found === undefined || found.isBanned) return null
  return { userId, role: found.role, sessionId, expiresAtMs, ended: ended.signal }
}

async function contextOf(
  token: string | undefined,
  connection: EventEmitter,
  address = '',
): Promise<Context> {
  const session = token === undefined ? null : await sessionOf(token, connection)
  return { session, socket: null, address, requestId: randomUUID(), renew: null }
}

const http = createHTTPServer({
  router,
  basePath: '/rpc/',
  createContext: ({ req, res }) =>
    contextOf(req.headers.authorization?.replace('Bearer ', ''), res, req.socket.remoteAddress),
  onError: ({ error, ctx }) => {
    if (error.code === 'INTERNAL_SERVER_ERROR') console.error('A call failed', ctx?.requestId)
  },
})
const sockets = new WebSocketServer({ server: http, path: '/rpc', maxPayload: 65_536 })
const overSockets = applyWSSHandler({
  wss: sockets,
  router,
  createContext: ({ req, res, info }) =>
    contextOf(info.connectionParams?.token, res, req.socket.remoteAddress),
})

process.once('SIGTERM', async () => {
  pennypost.fallSilent()
  overSockets.broadcastReconnectNotification()
  for (const socket of sockets.clients) socket.close(1012)
  http.close()
  await pennypost.stop()
  await database.close()
})

await once(http.listen(0, '127.0.0.1'), 'listening')
const address = http.address()
console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/rpc`)
