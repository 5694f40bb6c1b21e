import { type Context, FaultAtTheDoor, findRequestId, type Pennypost } from '@pennypost/api'
import { LIMITS, RefusalError, TRPC_CODES } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { Logger } from 'pino'

/** What both transports share: the size of a batch, and how a fault is logged. */
export type TrpcOptions = {
  router: Pennypost['router']
  maxBatchSize?: number
  onError(failed: { error: TRPCError; path: string | undefined; ctx: Context | undefined }): void
}

export function trpcOptions(
  pennypost: Pick<Pennypost, 'router'>,
  rateLimits: boolean,
  log: Logger,
): TrpcOptions {
  return {
    router: pennypost.router,
    ...(rateLimits && { maxBatchSize: LIMITS.callsPerBatch }),
    onError({ error, path, ctx }) {
      if (error.code !== 'INTERNAL_SERVER_ERROR' || isBadFrame(error.cause)) return
      log.error({ requestId: findRequestId(error, ctx), path, err: error.cause ?? error }, 'a call failed')
    },
  }
}

/** What ws refuses to read, such as a frame past LIMITS.frameBytes, is the peer's fault: its socket is closed for it. */
function isBadFrame(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('WS_ERR_')
}

/** Gives what went wrong at the door the form in which the router answers it. */
export function atTheDoor(error: unknown, requestId: string): Error {
  if (!(error instanceof RefusalError)) return new FaultAtTheDoor(requestId, error)
  return new TRPCError({ code: TRPC_CODES[error.refusal.code], message: error.message, cause: error })
}
