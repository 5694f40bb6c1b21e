import { INPUTS } from '@pennypost/domain'
import { markRead } from '../actions/mark-read.ts'
import { sendMessage } from '../actions/send-message.ts'
import type { Context } from '../context.ts'
import { fetchMessages } from '../reads/fetch-messages.ts'
import { readQuota } from '../reads/read-quota.ts'
import type { Services } from '../services.ts'
import { type Answering, answerInTurn, requireSession } from '../trpc.ts'

type DirectCall = {
  type: 'query' | 'mutation'
  /**
   * @returns what the procedure answers; as a `SharedAnswer` what others may get too
   * @throws what the procedure throws: refusals, and zod's errors for the input
   */
  run(context: Context, input: unknown): Promise<unknown>
}

/** By the procedure's path. */
export type DirectCalls = ReadonlyMap<string, DirectCall>

/**
 * The calls that clients make most, without tRPC's middlewares, which cost more than all the rest of such a call. They check
 * the session, then the input, as the router's procedures of the same paths do, and a test compares their answers.
 */
export function createDirectCalls(services: Services): DirectCalls {
  const direct = (type: DirectCall['type'], how: Answering, run: DirectCall['run']): DirectCall => ({
    type,
    async run(context, input) {
      // Who is not let in waits in no line.
      requireSession(context)
      return await answerInTurn(context, how, () => run(context, input))
    },
  })
  const { send, fetch, read } = INPUTS.messages
  return new Map([
    [
      'messages.send',
      direct('mutation', { mayTakeLong: true }, async (context, input) => {
        const { userId } = requireSession(context)
        return await sendMessage(services, userId, send.parse(input))
      }),
    ],
    [
      'messages.fetch',
      direct('query', { isLarge: true }, async (context, input) => {
        const { userId } = requireSession(context)
        return await fetchMessages(services, userId, fetch.parse(input))
      }),
    ],
    [
      'messages.read',
      direct('mutation', {}, async (context, input) => {
        const { userId } = requireSession(context)
        const { conversationId, upToSeq } = read.parse(input)
        return await markRead(services, userId, conversationId, upToSeq)
      }),
    ],
    [
      'quota.status',
      direct('query', {}, async (context) => readQuota(services, requireSession(context).userId)),
    ],
  ])
}
