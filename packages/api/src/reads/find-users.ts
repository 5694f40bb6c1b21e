import type { User } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function findUsers(_: Services, _q: string, _l: number): Promise<{ items: User[] }> {
  throw new Error('not built yet')
}
