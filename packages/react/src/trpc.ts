import type { AppRouter } from '@pennypost/api'
import { createTRPCReact } from '@trpc/react-query'

/**
 * The raw tRPC hooks and `useUtils`, on the same query keys that all hooks here use:
 * prefetch, invalidate, `select` and suspend through them.
 */
export const trpc = /* @__PURE__ */ createTRPCReact<AppRouter>()
