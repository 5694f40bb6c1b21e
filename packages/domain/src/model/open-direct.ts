import { OPENING_RULES } from '../policy.ts'
import { refuseCharge } from '../price.ts'
import {
  type KeptConversation,
  type ModelState,
  refuse,
  requireAccount,
  requireConversation,
  type Step,
  withAccount,
} from './model-state.ts'
import { movePoints } from './wallet.ts'

export type Opening = {
  /** The id it gets if it is new. */
  id: string
  creatorId: string
  receiverId: string
  maxPoints?: number | undefined
}

export type Opened = { conversationId: string; created: boolean; chargedPoints: number }

/**
 * Opens the conversation of two people for the receiver's opening price, once: opening it again answers it.
 * @throws NOT_FOUND, PRICE_ABOVE_MAX, NOT_ENOUGH_POINTS
 */
export function openDirect(state: ModelState, opening: Opening, nowMs: number): Step<Opened> {
  const { id, creatorId, receiverId, maxPoints } = opening
  const creator = requireAccount(state, creatorId)
  const receiver = requireAccount(state, receiverId)
  const existing = findDirect(state, creatorId, receiverId)
  if (existing !== undefined) {
    const chargedPoints = existing.createdBy === creatorId ? existing.openingPoints : 0
    return { state, result: { conversationId: existing.id, created: false, chargedPoints } }
  }
  const rule = OPENING_RULES[creator.role][receiver.role]
  const price = rule === 'opening-price' ? receiver.openingPricePoints : 0
  const refusal = refuseCharge(price, creator.balance, maxPoints)
  if (refusal !== null) return refuse(refusal)
  const conversation: KeptConversation = {
    id,
    people: [creatorId, receiverId],
    createdBy: creatorId,
    openingPoints: price,
    lastSeq: 0,
    defaultExpirationHours: null,
  }
  const opened = { ...state, conversations: new Map(state.conversations).set(id, conversation) }
  const result = { conversationId: id, created: true, chargedPoints: price }
  if (price === 0) return { state: opened, result }
  const createdAt = new Date(nowMs).toISOString()
  const payer = movePoints(creator, -price, { reason: 'opening', messageId: null, createdAt })
  return { state: withAccount(opened, payer), result }
}

function findDirect(state: ModelState, one: string, other: string): KeptConversation | undefined {
  return [...state.conversations.values()].find(
    ({ people }) => people.includes(one) && people.includes(other),
  )
}

/**
 * Sets after how many hours messages disappear unless they say otherwise; a change takes a change number.
 * @throws NOT_FOUND
 */
export function setDefaultExpiration(
  state: ModelState,
  userId: string,
  conversationId: string,
  hours: number | null,
): ModelState {
  const conversation = requireConversation(state, userId, conversationId)
  if (conversation.defaultExpirationHours === hours) return state
  const changed = { ...conversation, defaultExpirationHours: hours, lastSeq: conversation.lastSeq + 1 }
  return { ...state, conversations: new Map(state.conversations).set(conversationId, changed) }
}
