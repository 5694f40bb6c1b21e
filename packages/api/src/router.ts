import { adminRouter } from './procedures/admin.ts'
import { conversationsRouter } from './procedures/conversations.ts'
import { liveRouter, typingRouter } from './procedures/live.ts'
import { messagesRouter } from './procedures/messages.ts'
import { quotaRouter, walletRouter } from './procedures/money.ts'
import { sessionRouter } from './procedures/session.ts'
import { usersRouter } from './procedures/users.ts'
import type { Services } from './services.ts'
import { mergeRouters, router } from './trpc.ts'

/** What people and programs call; a host product may merge it into its own router. */
export function createRouter(services: Services) {
  return router({
    users: usersRouter(services),
    conversations: conversationsRouter(services),
    messages: messagesRouter(services),
    quota: quotaRouter(services),
    wallet: walletRouter(services),
    typing: typingRouter(services),
    live: liveRouter(services),
    session: sessionRouter(),
  })
}

export type AppRouter = ReturnType<typeof createRouter>

/** The same, and `admin.*` for operators. */
export function createWholeRouter(services: Services) {
  return mergeRouters(createRouter(services), router({ admin: adminRouter(services) }))
}

export type WholeRouter = ReturnType<typeof createWholeRouter>
