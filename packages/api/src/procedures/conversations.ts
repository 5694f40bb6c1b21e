import { INPUTS } from '@pennypost/domain'
import { addParticipants } from '../actions/add-participants.ts'
import { createConversation } from '../actions/create-conversation.ts'
import { leaveConversation } from '../actions/leave-conversation.ts'
import { removeParticipant } from '../actions/remove-participant.ts'
import { updateConversation } from '../actions/update-conversation.ts'
import { getConversation } from '../reads/get-conversation.ts'
import { listConversations } from '../reads/list-conversations.ts'
import { listNames } from '../reads/list-names.ts'
import { listParticipants } from '../reads/list-participants.ts'
import type { Services } from '../services.ts'
import { pageProcedure, procedure, router } from '../trpc.ts'

export function conversationsRouter(services: Services) {
  return router({
    create: procedure
      .input(INPUTS.conversations.create)
      .mutation(({ ctx, input }) => createConversation(services, ctx.session.userId, input)),
    list: pageProcedure
      .input(INPUTS.conversations.list)
      .query(({ ctx, input }) => listConversations(services, ctx.session.userId, input)),
    get: procedure
      .input(INPUTS.conversations.get)
      .query(({ ctx, input }) => getConversation(services, ctx.session.userId, input.conversationId)),
    participants: procedure
      .input(INPUTS.conversations.participants)
      .query(({ ctx, input }) => listParticipants(services, ctx.session.userId, input.conversationId, input)),
    names: procedure
      .input(INPUTS.conversations.names)
      .query(({ ctx, input }) =>
        listNames(services, ctx.session.userId, input.conversationId, input.userIds),
      ),
    update: procedure
      .input(INPUTS.conversations.update)
      .mutation(({ ctx, input }) => updateConversation(services, ctx.session.userId, input)),
    addParticipants: procedure
      .input(INPUTS.conversations.addParticipants)
      .mutation(({ ctx, input }) =>
        addParticipants(services, ctx.session.userId, input.conversationId, input.userIds),
      ),
    removeParticipant: procedure
      .input(INPUTS.conversations.removeParticipant)
      .mutation(({ ctx, input }) =>
        removeParticipant(services, ctx.session.userId, input.conversationId, input.userId),
      ),
    leave: procedure
      .input(INPUTS.conversations.leave)
      .mutation(({ ctx, input }) => leaveConversation(services, ctx.session.userId, input.conversationId)),
  })
}
