import type { Context } from './context.ts'

/**
 * Whoever has the database's address is an operator, without a sign-in.
 * @param name what the audit log calls them
 */
export function operatorContext(name: string): Context {
  return {
    session: {
      userId: `operator:${name}`,
      role: 'admin',
      sessionId: 'command line',
      expiresAtMs: Number.MAX_SAFE_INTEGER,
      ended: new AbortController().signal,
    },
    socket: null,
    address: '127.0.0.1',
    requestId: 'command line',
    renew: null,
  }
}
