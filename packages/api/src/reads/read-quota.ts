import type { Quota } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function readQuota(_: Services, _u: string): Promise<Quota> {
  throw new Error('not built yet')
}
