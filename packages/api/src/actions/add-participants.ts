import type { Conversation } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function addParticipants(
  _: Services,
  _u: string,
  _c: string,
  _i: string[],
): Promise<Conversation> {
  throw new Error('not built yet')
}
