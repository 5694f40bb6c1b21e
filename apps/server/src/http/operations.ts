import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type OperationsOptions = {
  /** Resolves when the database answers; rejects, soon, when it does not. */
  checkDatabase: () => Promise<void>
  isStopping: () => boolean
  countConnections: () => number
  countUnreadBytes: () => number
  metricsToken: string | null
}

/** Each look wakes a server at rest: a hundred a second, as is usual, took 1 % of a core. */
const LAG_EVERY_MS = 100

/** What those who run the server ask it: does it live, may it get traffic, how is it doing. */
export function operations(app: FastifyInstance, options: OperationsOptions): void {
  const { checkDatabase, isStopping, countConnections, countUnreadBytes, metricsToken } = options
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS })
  const durations = new Histogram({
    name: 'pennypost_http_request_duration_seconds',
    help: 'How long HTTP requests take, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  new Gauge({
    name: 'pennypost_connections',
    help: 'Signed-in connections that are open now.',
    registers: [registry],
    collect() {
      this.set(countConnections())
    },
  })
  new Gauge({
    name: 'pennypost_unread_output_bytes',
    help: 'What sockets were given and have not yet passed on.',
    registers: [registry],
    collect() {
      this.set(countUnreadBytes())
    },
  })

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const labels = { method: request.method, route, status: String(reply.statusCode) }
    durations.observe(labels, reply.elapsedTime / 1000)
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime) }, 'answered')
  })

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    try {
      if (isStopping()) return await reply.status(503).send({ status: 'stopping' })
      await checkDatabase()
      return { status: 'ready' }
    } catch {
      return await reply.status(503).send({ status: 'the database does not answer' })
    }
  })

  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, metricsToken))
      return await reply.status(403).send({ message: 'Only from loopback, or with METRICS_TOKEN as Bearer' })
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** A proxy's connection comes from loopback too, but says for whom; that header can be added, never taken away. */
function mayReadMetrics({ raw, headers }: FastifyRequest, metricsToken: string | null): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers)
  if (!forwarded && isLoopback(raw.socket.remoteAddress)) return true
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  return metricsToken !== null && bearer !== undefined && isSame(bearer, metricsToken)
}

function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
