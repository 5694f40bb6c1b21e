// Everything is in TanStack Query under tRPC's own keys, so `useUtils` and `select` work as they do anywhere.
import { trpc } from '@pennypost/react'

/** Fetches a thread before it is opened. */
export function PrefetchButton({ conversationId }: { conversationId: string }) {
  const utils = trpc.useUtils()
  return (
    <button
      type="button"
      onPointerEnter={() => void utils.messages.fetch.prefetchInfinite({ conversationId })}
    >
      Open
    </button>
  )
}

/** Renders again only when the figure changes; the live subscriptions keep it true. */
export function Balance() {
  const { data } = trpc.quota.status.useQuery(undefined, { select: ({ balance }) => balance })
  return <output>{data}</output>
}
