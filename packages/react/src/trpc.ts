import type { AppRouter } from '@pennypost/api'
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'

/**
 * The raw tRPC hooks and `useUtils`, on the same query keys that all hooks here use:
 * prefetch, invalidate, `select` and suspend through them.
 */
export const trpc: CreateTRPCReact<AppRouter, unknown> = /* @__PURE__ */ createTRPCReact<AppRouter>()
