import type { Me } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function readMe(_: Services, _u: string): Promise<Me> {
  throw new Error('not built yet')
}
