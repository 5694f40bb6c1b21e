import { INPUTS } from '@pennypost/domain'
import { markRead } from '../actions/mark-read.ts'
import { sendMessage } from '../actions/send-message.ts'
import { fetchMessages } from '../reads/fetch-messages.ts'
import type { Services } from '../services.ts'
import { pageProcedure, procedure, router } from '../trpc.ts'

export function messagesRouter(services: Services) {
  return router({
    send: procedure
      .input(INPUTS.messages.send)
      .mutation(({ ctx, input }) => sendMessage(services, ctx.session.userId, input)),
    fetch: pageProcedure.input(INPUTS.messages.fetch).query(async ({ ctx, input }) => {
      const { value } = await fetchMessages(services, ctx.session.userId, input)
      // A caller within the host's process may change what it gets.
      return structuredClone(value)
    }),
    read: procedure
      .input(INPUTS.messages.read)
      .mutation(({ ctx, input }) =>
        markRead(services, ctx.session.userId, input.conversationId, input.upToSeq),
      ),
  })
}
