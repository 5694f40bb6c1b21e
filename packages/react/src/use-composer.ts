import type { ExpiryChoice, OutboxItem, PricePreview, SendOutcome } from '@pennypost/client'

/** Why sending is not possible now. */
export type SendObstacle =
  | { kind: 'empty' }
  | { kind: 'too-long'; overBy: number }
  | { kind: 'price-unknown' }
  | { kind: 'not-enough-points'; price: number; balance: number; short: number }

export type UseComposerResult = {
  draft: string
  setDraft(text: string): void
  expiry: ExpiryChoice
  setExpiry(expiry: ExpiryChoice): void
  canSend: boolean
  /** Why not; null where sending is possible. */
  reason: SendObstacle | null
  /** What sending will cost; null until known. */
  price: PricePreview | null
  /** Characters as the server counts them. */
  characters: number
  maxCharacters: number
  /** Sends the draft at the price shown, and empties it at once; null where that is not possible. */
  submit(): Promise<SendOutcome> | null
  /** Takes a failed message back into the composer. */
  edit(item: OutboxItem): void
}

/** A composer without looks; drafts live by conversation and survive a crash. */
export function useComposer(_conversationId: string): UseComposerResult {
  throw new Error('not built yet')
}
