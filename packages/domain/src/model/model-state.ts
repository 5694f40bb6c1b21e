import { type Refusal, RefusalError } from '../refusals.ts'
import type { Message } from '../values.ts'
import type { Account, Figures } from './account.ts'
import type { Calendar } from './calendar.ts'

/** A message as it is kept: text, until it is erased, and what it cost, for ever. */
export type KeptMessage = Message & { chargedPoints: number }

/** A direct conversation. */
export type KeptConversation = {
  id: string
  people: readonly [string, string]
  createdBy: string
  openingPoints: number
  lastSeq: number
  defaultExpirationHours: number | null
}

/** A grant that had a key, and what it answered first. */
type KeptGrant = {
  userId: string
  points: number
  reason: string
  first: { entry: number; balanceAfter: number }
}

/** All that the model knows. Steps answer a new one and leave the old as it was. */
export type ModelState = {
  accounts: ReadonlyMap<string, Account>
  conversations: ReadonlyMap<string, KeptConversation>
  messages: ReadonlyMap<string, KeptMessage>
  /** Grants that had a key. */
  grants: ReadonlyMap<string, KeptGrant>
}

/** What every step needs beside the state. */
export type Rules = { calendar: Calendar; figures: Figures }

/** What a step did. */
export type Step<Result> = { state: ModelState; result: Result }

export function emptyState(): ModelState {
  return { accounts: new Map(), conversations: new Map(), messages: new Map(), grants: new Map() }
}

/** @throws NOT_FOUND */
export function requireAccount(state: ModelState, userId: string): Account {
  return state.accounts.get(userId) ?? refuse({ code: 'NOT_FOUND' })
}

/** @throws NOT_FOUND for anybody who takes no part, as if there were none */
export function requireConversation(state: ModelState, userId: string, id: string): KeptConversation {
  const conversation = state.conversations.get(id)
  return conversation?.people.includes(userId) ? conversation : refuse({ code: 'NOT_FOUND' })
}

/** Puts accounts in the place of those they were. */
export function withAccount(state: ModelState, account: Account): ModelState {
  return { ...state, accounts: new Map(state.accounts).set(account.userId, account) }
}

export function refuse(refusal: Refusal): never {
  throw new RefusalError(refusal)
}
