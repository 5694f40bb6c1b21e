import type { CreateInput, CreateResult } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function createConversation(_: Services, _u: string, _i: CreateInput): Promise<CreateResult> {
  throw new Error('not built yet')
}
