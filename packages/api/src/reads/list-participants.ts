import type { Page, PageInput, Participant } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function listParticipants(
  _: Services,
  _u: string,
  _c: string,
  _i: PageInput,
): Promise<Page<Participant>> {
  throw new Error('not built yet')
}
