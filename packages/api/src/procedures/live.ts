import { INPUTS } from '@pennypost/domain'
import { setTyping } from '../actions/set-typing.ts'
import { followConversation } from '../live/follow-conversation.ts'
import { followInbox } from '../live/follow-inbox.ts'
import { followPresence } from '../live/follow-presence.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

export function liveRouter(services: Services) {
  return router({
    conversation: procedure
      .input(INPUTS.live.conversation)
      .subscription(({ ctx, input, signal }) => followConversation(services, ctx, input, signal)),
    inbox: procedure
      .input(INPUTS.live.inbox)
      .subscription(({ ctx, input, signal }) => followInbox(services, ctx, input, signal)),
    presence: procedure
      .input(INPUTS.live.presence)
      .subscription(({ ctx, input, signal }) => followPresence(services, ctx, input.conversationId, signal)),
  })
}

export function typingRouter(services: Services) {
  return router({
    set: procedure
      .input(INPUTS.typing.set)
      .mutation(({ ctx, input }) =>
        setTyping(services, ctx.session.userId, input.conversationId, input.isTyping),
      ),
  })
}
