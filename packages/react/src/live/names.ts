import { createStore, type MessagingClient, type Store } from '@pennypost/client'
import { POLICY } from '@pennypost/domain'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import { retryFaults } from './live-options.ts'

/** What people are called whom no summary names: those past its first, and who has left. */
export type Names = {
  /** By user id, from when it is asked until the page is left; '' for somebody whom the server does not name. */
  known: Store<ReadonlyMap<string, string>>
  /** Asks once for everybody, up to a page of people at a time; after a fault again when asked again. */
  ask(conversationId: string, userIds: readonly string[]): void
}

export function createNames({ trpc }: Pick<MessagingClient, 'trpc'>, queryClient: QueryClient): Names {
  const known = createStore<ReadonlyMap<string, string>>(new Map())
  const asked = new Set<string>()

  async function fetchNames(conversationId: string, userIds: string[]): Promise<void> {
    const input = { conversationId, userIds }
    try {
      const { items } = await queryClient.fetchQuery({
        queryKey: queryKeys.names(input),
        queryFn: () => trpc.conversations.names.query(input),
        retry: retryFaults,
      })
      const nobody = userIds.map((id) => [id, ''] as const)
      known.set(new Map([...nobody, ...known.get(), ...items.map(({ id, name }) => [id, name] as const)]))
    } catch {
      for (const id of userIds) asked.delete(id)
    }
  }

  return {
    known,
    ask: (conversationId, userIds) => {
      const unknown = [...new Set(userIds)].filter((id) => !asked.has(id))
      for (const id of unknown) asked.add(id)
      while (unknown.length > 0) void fetchNames(conversationId, unknown.splice(0, POLICY.pageMax))
    },
  }
}
