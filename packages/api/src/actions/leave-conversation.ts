import type { Services } from '../services.ts'

export async function leaveConversation(_: Services, _u: string, _c: string): Promise<null> {
  throw new Error('not built yet')
}
