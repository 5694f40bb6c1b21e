import type { Page, PageInput, WalletEntry } from '@pennypost/domain'
import type { Services } from '../services.ts'

export async function walletEntries(_: Services, _u: string, _i: PageInput): Promise<Page<WalletEntry>> {
  throw new Error('not built yet')
}
