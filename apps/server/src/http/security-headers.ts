import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Every answer says nosniff; a page may run only our own scripts, be framed by nobody, and talk to nobody else. */
export async function securityHeaders(
  app: FastifyInstance,
  allowedOrigins: () => readonly string[],
): Promise<void> {
  const secure = () => allowedOrigins().every((origin) => origin.startsWith('https:'))
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Styles that a component sets at run time carry no script.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'", () => allowedOrigins().map(toSocketOrigin).join(' ')],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // A browser remembers it for the whole host, so plain http must not send it.
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    if (secure()) reply.header('strict-transport-security', 'max-age=31536000')
  })
}

function toSocketOrigin(origin: string): string {
  return origin.replace(/^http/, 'ws')
}
