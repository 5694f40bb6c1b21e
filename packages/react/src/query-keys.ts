import { getQueryKey } from '@trpc/react-query'
import { trpc } from './trpc.ts'

/** tRPC's own keys; without inputs, or with a part of one, they stand for every query that has it. */
export const queryKeys = {
  conversationPages: () => getQueryKey(trpc.conversations.list, undefined, 'infinite'),
  firstConversations: () => getQueryKey(trpc.conversations.list, {}, 'infinite'),
  conversationLists: () => getQueryKey(trpc.conversations.list),
  conversation: (conversationId: string) => getQueryKey(trpc.conversations.get, { conversationId }, 'query'),
  conversations: () => getQueryKey(trpc.conversations.get),
  participants: (conversationId: string) =>
    getQueryKey(trpc.conversations.participants, { conversationId }, 'infinite'),
  names: (input: { conversationId: string; userIds: string[] }) =>
    getQueryKey(trpc.conversations.names, input, 'query'),
  allNames: () => getQueryKey(trpc.conversations.names),
  messagePages: (conversationId: string) => getQueryKey(trpc.messages.fetch, { conversationId }, 'infinite'),
  messageWindows: (conversationId: string) => getQueryKey(trpc.messages.fetch, { conversationId }, 'query'),
  allMessagePages: () => getQueryKey(trpc.messages.fetch, undefined, 'infinite'),
  messages: () => getQueryKey(trpc.messages.fetch),
  /** Beside the answers of the server: what is known of a conversation before its first page has come. */
  aside: (conversationId?: string) => [
    ...getQueryKey(trpc.messages.fetch),
    { type: 'aside', ...(conversationId !== undefined && { input: { conversationId } }) },
  ],
  me: () => getQueryKey(trpc.users.me, undefined, 'query'),
  quota: () => getQueryKey(trpc.quota.status, undefined, 'query'),
  firstEntries: () => getQueryKey(trpc.wallet.entries, {}, 'infinite'),
  wallet: () => getQueryKey(trpc.wallet.entries),
}
