import { isCallError, type MessagingClient } from '@pennypost/client'
import type {
  ConversationPage,
  InboxPage,
  Message,
  Page,
  PresenceEvent,
  Quota,
  Refusal,
  SendResult,
} from '@pennypost/domain'
import { expectTypeOf, test } from 'vitest'
import type { ThreadMessage } from './thread-message.ts'
import { trpc } from './trpc.ts'
import { useMessages } from './use-messages.ts'
import { useQuotaStatus } from './use-quota-status.ts'

type Trpc = MessagingClient['trpc']
type Answer<Call extends (...args: never[]) => unknown> = Awaited<ReturnType<Call>>

function useAll() {
  return {
    quota: trpc.quota.status.useQuery(),
    send: trpc.messages.send.useMutation(),
    read: trpc.messages.read.useMutation(),
    fetch: trpc.messages.fetch.useInfiniteQuery(
      { conversationId: '' },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    thread: useMessages(null),
    status: useQuotaStatus(),
  }
}
type All = ReturnType<typeof useAll>

test('send, fetch, read and quota keep their types from the server to the client', () => {
  expectTypeOf<Parameters<Trpc['messages']['send']['mutate']>[0]>().toEqualTypeOf<{
    id: string
    conversationId: string
    content: string
    expirationHours?: number | null | undefined
    maxPoints?: number | undefined
  }>()
  expectTypeOf<Answer<Trpc['messages']['send']['mutate']>>().toEqualTypeOf<SendResult>()
  expectTypeOf<Answer<Trpc['messages']['fetch']['query']>>().toEqualTypeOf<Page<Message>>()
  expectTypeOf<Answer<Trpc['messages']['read']['mutate']>>().toEqualTypeOf<{
    readSeq: number
    unread: number
  }>()
  expectTypeOf<Answer<Trpc['quota']['status']['query']>>().toEqualTypeOf<Quota>()
})

test('the same types come out of the hooks, with @trpc/react-query 11.19 on @trpc/client 11.25', () => {
  expectTypeOf<All['quota']['data']>().toEqualTypeOf<Quota | undefined>()
  expectTypeOf<All['send']['data']>().toEqualTypeOf<SendResult | undefined>()
  expectTypeOf<All['read']['data']>().toEqualTypeOf<{ readSeq: number; unread: number } | undefined>()
  expectTypeOf<NonNullable<All['fetch']['data']>['pages']>().toEqualTypeOf<Page<Message>[]>()
  expectTypeOf<All['thread']['data']>().toEqualTypeOf<All['fetch']['data']>()
  expectTypeOf<All['thread']['messages']>().toEqualTypeOf<ThreadMessage[]>()
  expectTypeOf<All['status']['quota']>().toEqualTypeOf<Quota | undefined>()
})

test('subscriptions give tracked pages of the event unions, typing alone comes bare', () => {
  const conversationId = ''
  const subscribe = ({ live }: Trpc) => [
    live.conversation.subscribe(
      { conversationId },
      { onData: (page) => expectTypeOf(page).toEqualTypeOf<{ id: string; data: ConversationPage }>() },
    ),
    live.inbox.subscribe(
      {},
      { onData: (page) => expectTypeOf(page).toEqualTypeOf<{ id: string; data: InboxPage }>() },
    ),
    live.presence.subscribe(
      { conversationId },
      { onData: (event) => expectTypeOf(event).toEqualTypeOf<PresenceEvent>() },
    ),
  ]
  expectTypeOf(subscribe).parameter(0).toEqualTypeOf<Trpc>()
})

test('an error that was caught in a call carries the refusal, typed', () => {
  const error: unknown = null
  if (isCallError(error) && error.data && 'refusal' in error.data)
    expectTypeOf(error.data.refusal).toEqualTypeOf<Refusal>()
})
