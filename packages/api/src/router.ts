import { adminRouter } from './procedures/admin.ts'
import { conversationsRouter } from './procedures/conversations.ts'
import { liveRouter, typingRouter } from './procedures/live.ts'
import { messagesRouter } from './procedures/messages.ts'
import { quotaRouter, walletRouter } from './procedures/money.ts'
import { sessionRouter } from './procedures/session.ts'
import { usersRouter } from './procedures/users.ts'
import type { Services } from './services.ts'
import { router } from './trpc.ts'

/** The router as a host product may merge it into its own. */
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
    admin: adminRouter(services),
  })
}

export type AppRouter = ReturnType<typeof createRouter>
