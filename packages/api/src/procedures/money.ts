import { INPUTS } from '@pennypost/domain'
import { readQuota } from '../reads/read-quota.ts'
import { walletEntries } from '../reads/wallet-entries.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

export function quotaRouter(services: Services) {
  return router({
    status: procedure.query(({ ctx }) => readQuota(services, ctx.session.userId)),
  })
}

export function walletRouter(services: Services) {
  return router({
    entries: procedure
      .input(INPUTS.wallet.entries)
      .query(({ ctx, input }) => walletEntries(services, ctx.session.userId, input)),
  })
}
