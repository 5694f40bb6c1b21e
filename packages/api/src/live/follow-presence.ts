import type { PresenceEvent } from '@pennypost/domain'
import type { Context } from '../context.ts'
import type { Services } from '../services.ts'

export function followPresence(
  _: Services,
  _c: Context,
  _i: string,
  _s: AbortSignal | undefined,
): AsyncIterable<PresenceEvent> {
  throw new Error('not built yet')
}
