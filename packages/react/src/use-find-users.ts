import type { User } from '@pennypost/domain'
import { keepPreviousData, skipToken } from '@tanstack/react-query'
import { trpc } from './trpc.ts'

const NOBODY: readonly User[] = []

/** People whose name begins with `query`, or whose whole e-mail it is; nobody for an empty query. */
export function useFindUsers(query: string, { limit }: { limit?: number } = {}) {
  const trimmed = query.trim()
  const input = limit === undefined ? { query: trimmed } : { query: trimmed, limit }
  const result = trpc.users.find.useQuery(trimmed === '' ? skipToken : input, {
    placeholderData: keepPreviousData,
  })
  return { ...result, users: trimmed === '' ? NOBODY : (result.data?.items ?? NOBODY) }
}
