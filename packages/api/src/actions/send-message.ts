import type { SendInput, SendResult } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function sendMessage(_: Services, _u: string, _i: SendInput): Promise<SendResult> {
  throw new Error('not built yet')
}
