import { createStore, refusalOf, type Store } from '@pennypost/client'
import { type NamedUser, POLICY } from '@pennypost/domain'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'

/** What people are called whom no summary names: those past its first, and who has left. */
export type Names = {
  /** By user id, from the first answer until the page is left; '' for somebody whom the server does not name, or not yet. */
  known: Store<ReadonlyMap<string, string>>
  /** Asks for everybody, up to a page of people at a time, until it is answered; after a refusal again when asked again. */
  ask(conversationId: string, userIds: readonly string[]): void
  /** Lets go of what is not answered yet. */
  stop(): void
}

type Wanted = { conversationId: string; userIds: string[] }

export function createNames(
  namesOf: (wanted: Wanted) => Promise<{ items: NamedUser[] }>,
  queryClient: QueryClient,
): Names {
  const known = createStore<ReadonlyMap<string, string>>(new Map())
  const asked = new Set<string>()

  function learn(userIds: string[], named: NamedUser[]): void {
    if (named.length === 0 && userIds.every((id) => known.get().has(id))) return
    const nobody = userIds.map((id) => [id, ''] as const)
    known.set(new Map([...nobody, ...known.get(), ...named.map(({ id, name }) => [id, name] as const)]))
  }

  async function fetchNames(wanted: Wanted): Promise<void> {
    const { userIds } = wanted
    try {
      const { items } = await queryClient.fetchQuery({
        queryKey: queryKeys.names(wanted),
        queryFn: () =>
          namesOf(wanted).catch((error) => {
            // What waits for a name does not wait for the next try.
            learn(userIds, [])
            throw error
          }),
        retry: (_, error) => refusalOf(error) === null,
      })
      learn(userIds, items)
    } catch {
      for (const id of userIds) asked.delete(id)
    }
  }

  return {
    known,
    ask: (conversationId, userIds) => {
      const unknown = [...new Set(userIds)].filter((id) => !asked.has(id))
      for (const id of unknown) asked.add(id)
      while (unknown.length > 0)
        void fetchNames({ conversationId, userIds: unknown.splice(0, POLICY.pageMax) })
    },
    stop: () => {
      asked.clear()
      void queryClient.cancelQueries({ queryKey: queryKeys.allNames() })
    },
  }
}
