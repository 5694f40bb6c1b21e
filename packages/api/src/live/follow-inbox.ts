import type { InboxPage } from '@pennypost/domain'
import type { TrackedEnvelope } from '@trpc/server'
import type { Context } from '../context.ts'
import type { Services } from '../services.ts'

export function followInbox(
  _: Services,
  _c: Context,
  _i: { lastEventId?: string | null | undefined },
  _s: AbortSignal | undefined,
): AsyncIterable<TrackedEnvelope<InboxPage>> {
  throw new Error('not built yet')
}
