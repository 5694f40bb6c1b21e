import { INPUTS } from '@pennypost/domain'
import { blockUser, unblockUser } from '../actions/block-user.ts'
import { updateUser } from '../actions/update-user.ts'
import { findUsers } from '../reads/find-users.ts'
import { readMe } from '../reads/read-me.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

export function usersRouter(services: Services) {
  return router({
    me: procedure.query(({ ctx }) => readMe(services, ctx.session.userId)),
    update: procedure
      .input(INPUTS.users.update)
      .mutation(({ ctx, input }) => updateUser(services, ctx.session.userId, input)),
    find: procedure
      .input(INPUTS.users.find)
      .query(({ input }) => findUsers(services, input.query, input.limit)),
    block: procedure
      .input(INPUTS.users.block)
      .mutation(({ ctx, input }) => blockUser(services, ctx.session.userId, input.userId)),
    unblock: procedure
      .input(INPUTS.users.unblock)
      .mutation(({ ctx, input }) => unblockUser(services, ctx.session.userId, input.userId)),
  })
}
