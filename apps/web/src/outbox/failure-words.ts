import type { Refusal } from '@pennypost/domain'
import type { Formats } from '../wording/formats.ts'
import type { Words } from '../wording/use-words.ts'

/** Why a message was not sent; null: the server could not take it at all. */
export function failureWords(refusal: Refusal | null, words: Words, formats: Formats): string {
  return refusal?.code === 'NOT_ENOUGH_POINTS'
    ? words.message.notEnough(refusal.price, refusal.balance, formats)
    : words.message.failures[refusal?.code ?? 'other']
}
