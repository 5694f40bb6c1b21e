import type { SendOutcome, SendRequest } from '@pennypost/client'
import { useMutation } from '@tanstack/react-query'
import { useMessaging } from './messaging-context.ts'

export type SendVariables = Omit<SendRequest, 'conversationId'>

/**
 * Sends into a conversation through the outbox: durable, in order, exactly once.
 * `send` resolves when the server has answered, however long that takes; a refusal is a value, not an error.
 * Hand in as `maxPoints` the price that was shown (`usePricePreview`).
 */
export function useSendMessage(conversationId: string) {
  const { outbox } = useMessaging().client
  const mutation = useMutation<SendOutcome, Error, SendVariables>({
    mutationKey: [['messages', 'send']],
    mutationFn: (variables) => outbox.send({ ...variables, conversationId }).outcome,
    networkMode: 'always',
  })
  return { ...mutation, send: mutation.mutateAsync }
}
