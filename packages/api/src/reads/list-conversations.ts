import type { Conversation, Page, PageInput } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function listConversations(_: Services, _u: string, _i: PageInput): Promise<Page<Conversation>> {
  throw new Error('not built yet')
}
