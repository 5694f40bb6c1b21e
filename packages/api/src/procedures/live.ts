import { INPUTS } from '@pennypost/domain'
import { setTyping } from '../actions/set-typing.ts'
import { ConversationPages } from '../live/conversation-pages.ts'
import { InboxPages } from '../live/inbox-pages.ts'
import { PresenceEvents } from '../live/presence-events.ts'
import type { Services } from '../services.ts'
import { procedure, router } from '../trpc.ts'

/** As which tRPC knows a subscription: the type of its values, and no more of it. */
const asIterable = <Value>(values: AsyncIterable<Value>): AsyncIterable<Value> => values

export function liveRouter(services: Services) {
  return router({
    conversation: procedure
      .input(INPUTS.live.conversation)
      .subscription(({ ctx, input, signal }) =>
        asIterable(new ConversationPages(services, ctx, input, signal ?? null)),
      ),
    inbox: procedure
      .input(INPUTS.live.inbox)
      .subscription(({ ctx, input, signal }) =>
        asIterable(new InboxPages(services, ctx, input, signal ?? null)),
      ),
    presence: procedure
      .input(INPUTS.live.presence)
      .subscription(({ ctx, input, signal }) =>
        asIterable(new PresenceEvents(services, ctx, input, signal ?? null)),
      ),
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
