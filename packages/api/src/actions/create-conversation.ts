import { type CreateInput, type CreateResult, invalidInput, OPENING_RULES, POLICY } from '@pennypost/domain'
import { getConversation } from '../reads/get-conversation.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'
import { toCharge } from '../values.ts'
import { requireTimelyId } from './send-message.ts'

type Opened = { conversationId: string; created: boolean; chargedPoints: number; audience?: string[] }

/**
 * Opens a conversation with one person, or a group. Two people have one conversation, and a group's id makes one group:
 * opening it again answers it.
 * @throws INVALID_INPUT, NOT_FOUND, NOT_ALLOWED, ID_REUSED, PRICE_ABOVE_MAX, NOT_ENOUGH_POINTS
 */
export async function createConversation(
  services: Services,
  userId: string,
  input: CreateInput,
): Promise<CreateResult> {
  const opened =
    'receiverId' in input
      ? await openDirect(services, userId, input)
      : await openGroup(services, userId, input)
  if (opened.audience !== undefined) {
    services.live.notify(opened.audience, { conversationIds: [opened.conversationId] })
    if (opened.chargedPoints > 0) services.live.notify([userId], { quota: true })
  }
  return {
    conversation: await getConversation(services, userId, opened.conversationId),
    created: opened.created,
    charge: toCharge(opened.chargedPoints),
  }
}

async function openDirect(
  { database }: Services,
  userId: string,
  input: Extract<CreateInput, { receiverId: string }>,
): Promise<Opened> {
  if (input.receiverId === userId) throw invalidInput('receiverId', 'must be somebody else')
  return requireDone(
    await database.sql<
      { answer: Answer<Opened> }[]
    >`select pennypost.create_direct(${crypto.randomUUID()}, ${userId},
      ${input.receiverId}, ${input.maxPoints ?? null}, ${JSON.stringify(OPENING_RULES)}::jsonb) as answer`,
  )
}

async function openGroup(
  { clock, database }: Services,
  userId: string,
  input: Extract<CreateInput, { title: string }>,
): Promise<Opened> {
  if (input.id !== undefined) requireTimelyId(input.id, Math.max(clock.nowMs(), Date.now()))
  const others = [...new Set(input.participantIds)].filter((id) => id !== userId)
  if (others.length + 1 < POLICY.groupMinPeople || others.length + 1 > POLICY.groupMaxPeople)
    throw invalidInput(
      'participantIds',
      `a group has ${POLICY.groupMinPeople} to ${POLICY.groupMaxPeople} people, its maker included`,
    )
  return requireDone(
    await database.sql<{ answer: Answer<Opened> }[]>`select pennypost.create_group(
      ${input.id ?? crypto.randomUUID()}, ${userId}, ${input.title}, ${others}::text[],
      ${JSON.stringify(OPENING_RULES)}::jsonb) as answer`,
  )
}
