import type { Me, UpdateUserInput } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function updateUser(_: Services, _u: string, _i: UpdateUserInput): Promise<Me> {
  throw new Error('not built yet')
}
