import type { FastifyInstance } from 'fastify'

/** Listens on a free port of this machine, says which, and ends when told to. */
export async function listen(app: Pick<FastifyInstance, 'listen'>): Promise<void> {
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  process.stdout.write(`listens on ${new URL(address).port}\n`)
  process.once('SIGTERM', () => process.exit(0))
}
