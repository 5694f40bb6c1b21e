import type { FetchInput, Message, Page } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function fetchMessages(_: Services, _u: string, _i: FetchInput): Promise<Page<Message>> {
  throw new Error('not built yet')
}
