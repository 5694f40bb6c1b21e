import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { answerNotFound } from './answer-errors.ts'

const WEB_CLIENT = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/**
 * The web client: its hashed assets for ever, its page fresh each time and for every address that is no file. Nothing of it is
 * under /api, where what no route has is told so, before a body is read.
 */
export async function pages(app: FastifyInstance): Promise<void> {
  const built = existsSync(WEB_CLIENT)
  if (built)
    await app.register(fastifyStatic, {
      root: WEB_CLIENT,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const lasting = path.startsWith(`${WEB_CLIENT}/assets/`)
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  // By the router, which knows a path however it is written.
  for (const path of ['/api', '/api/*'])
    app.all(path, { onRequest: async (request, reply) => answerNotFound(request, reply) }, answerNotFound)
  app.setNotFoundHandler((request, reply) => {
    const [path = '/'] = request.url.split('?')
    const page = request.method === 'GET' && !isFile(path)
    if (!page) return answerNotFound(request, reply)
    if (built) return reply.sendFile('index.html')
    return reply.status(503).type('text/plain').send('The web client is not built; `npm start` builds it.\n')
  })
}

function isFile(path: string): boolean {
  return path.slice(path.lastIndexOf('/')).includes('.')
}
