import { RefusalError } from '@pennypost/domain'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

/** A long-lived socket takes a fresh token here, before the old one runs out, and loses no event. */
export function sessionRouter() {
  return router({
    renew: procedure
      .input(z.object({ token: z.string().min(1).max(8_192) }))
      .mutation(async ({ ctx, input }) => {
        if (ctx.renew === null) throw new RefusalError({ code: 'NOT_ALLOWED' })
        await ctx.renew(input.token)
        return null
      }),
  })
}
