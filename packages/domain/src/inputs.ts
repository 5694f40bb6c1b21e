import { z } from 'zod'
import { isUuidV7 } from './message-id.ts'
import { POLICY } from './policy.ts'
import { isTimeZone } from './time-zone.ts'

/** Characters are code points, as Postgres and people count them; UTF-16 halves count no one. */
function text(min: number, max: number) {
  return z
    .string()
    .transform((value) => value.toWellFormed().trim())
    .refine((value) => !value.includes('\u0000'), 'must not hold the NUL character')
    .refine(
      (value) => countCharacters(value) >= min,
      `must have at least ${min} character${min === 1 ? '' : 's'}`,
    )
    .refine((value) => countCharacters(value) <= max, `must have at most ${max} characters`)
}

/** Code points of a well-formed text: each high surrogate stands before the other half of its character. */
function countCharacters(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xd800) count -= 1
  return count
}

const uuid = z.guid('must be a UUID').toLowerCase()
const uuidV7 = z.string().refine(isUuidV7, 'must be a UUIDv7').toLowerCase()
const userId = z
  .string()
  .min(1)
  .max(255)
  .refine((value) => !value.includes('\u0000'), 'must not hold the NUL character')
const points = z.int().min(0).max(POLICY.pointsMax)
const expirationHours = z.number().min(POLICY.expirationMinHours).max(POLICY.expirationMaxHours).nullable()
/** The longest names two people by their ids. */
const cursor = z.string().max(4_200).nullish()
const limit = z.int().min(1).max(POLICY.pageMax).default(POLICY.pageDefault)
/** Of any length: one that was never given is answered with a reset. */
const lastEventId = z.string().nullish()
/** Somebody who is named twice is one person. */
const people = z
  .array(userId)
  .min(1)
  .max(1_000)
  .refine(
    (userIds) => new Set(userIds).size <= POLICY.groupMaxPeople,
    `must be at most ${POLICY.groupMaxPeople} people`,
  )

const content = text(1, POLICY.contentMaxCharacters)
export const name = text(1, POLICY.nameMaxCharacters)
const title = text(1, POLICY.titleMaxCharacters)

/** What each procedure takes, by its path. */
export const INPUTS = {
  users: {
    update: z.object({
      name: name.optional(),
      timeZone: z
        .string()
        .max(64)
        .refine(isTimeZone, 'must be an IANA time zone, such as Europe/Berlin')
        .optional(),
      readReceipts: z.boolean().optional(),
      typingIndicators: z.boolean().optional(),
    }),
    find: z.object({
      query: text(1, 254),
      limit: z.int().min(1).max(POLICY.findMax).default(POLICY.findDefault),
    }),
    block: z.object({ userId }),
    unblock: z.object({ userId }),
  },
  conversations: {
    create: z.union(
      [
        z.strictObject({ receiverId: userId, maxPoints: points.optional() }),
        z.strictObject({
          title,
          participantIds: people,
          id: uuidV7.optional(),
          maxPoints: points.optional(),
        }),
      ],
      'must be { receiverId, maxPoints? } or { title, participantIds, id?, maxPoints? }',
    ),
    list: z.object({ cursor, limit }).default({ limit: POLICY.pageDefault }),
    get: z.object({ conversationId: uuid }),
    participants: z.object({ conversationId: uuid, cursor, limit }),
    names: z.object({ conversationId: uuid, userIds: z.array(userId).min(1).max(POLICY.pageMax) }),
    update: z.object({
      conversationId: uuid,
      title: title.optional(),
      defaultExpirationHours: expirationHours.optional(),
    }),
    addParticipants: z.object({ conversationId: uuid, userIds: people }),
    removeParticipant: z.object({ conversationId: uuid, userId }),
    leave: z.object({ conversationId: uuid }),
  },
  messages: {
    send: z.object({
      id: uuidV7,
      conversationId: uuid,
      content,
      expirationHours: expirationHours.optional(),
      maxPoints: points.optional(),
    }),
    fetch: z
      .object({
        conversationId: uuid,
        cursor,
        limit,
        around: z.int().min(0).optional(),
      })
      .refine((input) => input.around === undefined || !input.cursor, {
        path: ['around'],
        message: 'goes without a cursor',
      }),
    read: z.object({ conversationId: uuid, upToSeq: z.int().min(0) }),
  },
  wallet: {
    entries: z.object({ cursor, limit }).default({ limit: POLICY.pageDefault }),
  },
  typing: {
    set: z.object({ conversationId: uuid, isTyping: z.boolean() }),
  },
  live: {
    conversation: z.object({ conversationId: uuid, lastEventId }),
    inbox: z.object({ lastEventId }).default({}),
    presence: z.object({ conversationId: uuid }),
  },
} as const

export type SendInput = z.output<typeof INPUTS.messages.send>
export type FetchInput = z.output<typeof INPUTS.messages.fetch>
export type CreateInput = z.output<typeof INPUTS.conversations.create>
export type UpdateConversationInput = z.output<typeof INPUTS.conversations.update>
export type UpdateUserInput = z.output<typeof INPUTS.users.update>
export type PageInput = z.output<typeof INPUTS.conversations.list>
