import type { Words } from '../wording/use-words.ts'

/** Why points moved; an operator's own words stay as they are. */
export function reasonWords(reason: string, { wallet }: Words): string {
  switch (reason) {
    case 'message':
    case 'opening':
    case 'signup':
      return wallet.reasons[reason]
    default:
      return reason
  }
}
