import type { Context, Pennypost } from '@pennypost/api'
import { LIMITS, RefusalError, TRPC_CODES } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { Logger } from 'pino'

/** What both transports share: the size of a batch, and how a fault is logged. */
export function trpcOptions(pennypost: Pick<Pennypost, 'router'>, rateLimits: boolean, log: Logger) {
  return {
    router: pennypost.router,
    ...(rateLimits && { maxBatchSize: LIMITS.callsPerBatch }),
    onError({ error, path, ctx }: { error: TRPCError; path: string | undefined; ctx: Context | undefined }) {
      if (error.code !== 'INTERNAL_SERVER_ERROR') return
      log.error({ requestId: ctx?.requestId, path, err: error.cause ?? error }, 'a call failed')
    },
  }
}

/** Gives a refusal at the door the code it travels under; tRPC takes any other error for a fault of ours. */
export function asTrpcError(error: unknown): unknown {
  if (!(error instanceof RefusalError)) return error
  return new TRPCError({ code: TRPC_CODES[error.refusal.code], message: error.message, cause: error })
}
