import type { ReadResult } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function markRead(_: Services, _u: string, _c: string, _s: number): Promise<ReadResult> {
  throw new Error('not built yet')
}
