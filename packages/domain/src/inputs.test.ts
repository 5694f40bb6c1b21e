import { expect, test } from 'vitest'
import { INPUTS } from './inputs.ts'

const V7 = '019aabf2-1b2c-7def-8123-456789abcdef'
const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const { users, conversations, messages, wallet, live } = INPUTS

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

const send = (changes: object = {}) => ({ id: V7, conversationId: UUID, content: 'hello', ...changes })

test('content is trimmed and counted in code points, so that an emoji counts one', () => {
  expect(messages.send.parse(send({ content: ' \n hello\t ' })).content).toBe('hello')
  expect(accepts(messages.send, send({ content: '😄'.repeat(5_000) }))).toBe(true)
  expect(accepts(messages.send, send({ content: '😄'.repeat(5_001) }))).toBe(false)
  expect(accepts(messages.send, send({ content: ` ${'a'.repeat(5_000)} ` }))).toBe(true)
})

test.each([[''], ['   '], ['\u00a0\ufeff'], ['a\u0000b'], [5], [null], [['a']]])(
  'content %j is refused',
  (content) => {
    expect(accepts(messages.send, send({ content }))).toBe(false)
  },
)

test('half of a surrogate pair, which no database stores, becomes the replacement character', () => {
  expect(messages.send.parse(send({ content: 'a\ud83d' })).content).toBe('a\ufffd')
})

test.each([
  [1, true],
  [8_760, true],
  [1.5, true],
  [null, true],
  [0.99, false],
  [8_760.01, false],
  [1e9, false],
  [0, false],
  [-1, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  ['1', false],
])('an expiration of %j hours: %j', (expirationHours, isFine) => {
  expect(accepts(messages.send, send({ expirationHours }))).toBe(isFine)
  expect(
    accepts(conversations.update, { conversationId: UUID, defaultExpirationHours: expirationHours }),
  ).toBe(isFine)
})

test.each([
  [0, true],
  [2 ** 53 - 1, true],
  [2 ** 53, false],
  [-1, false],
  [1.5, false],
  [Number.NaN, false],
  ['10', false],
  [null, false],
])('maxPoints %j: %j', (maxPoints, isFine) => {
  expect(accepts(messages.send, send({ maxPoints }))).toBe(isFine)
  expect(accepts(conversations.create, { receiverId: 'bob', maxPoints })).toBe(isFine)
})

test('ids are brought to small letters, so that one id is one id', () => {
  const parsed = messages.send.parse(send({ id: V7.toUpperCase(), conversationId: UUID.toUpperCase() }))
  expect(parsed).toMatchObject({ id: V7, conversationId: UUID })
})

test('a message id that is no UUIDv7 is refused', () => {
  expect(accepts(messages.send, send({ id: UUID }))).toBe(false)
  expect(accepts(messages.send, send({ id: 'abc' }))).toBe(false)
})

test('a page holds 50 unless 1 to 100 are asked for', () => {
  expect(messages.fetch.parse({ conversationId: UUID }).limit).toBe(50)
  for (const [limit, isFine] of [
    [1, true],
    [100, true],
    [0, false],
    [101, false],
    [1.5, false],
  ] as const) {
    expect(accepts(messages.fetch, { conversationId: UUID, limit })).toBe(isFine)
    expect(accepts(conversations.list, { limit })).toBe(isFine)
    expect(accepts(wallet.entries, { limit })).toBe(isFine)
  }
})

test('lists and the inbox need no input at all', () => {
  expect(conversations.list.parse(undefined)).toEqual({ limit: 50 })
  expect(wallet.entries.parse(undefined)).toEqual({ limit: 50 })
  expect(live.inbox.parse(undefined)).toEqual({})
})

test('`around` goes without a cursor', () => {
  expect(accepts(messages.fetch, { conversationId: UUID, around: 3 })).toBe(true)
  expect(accepts(messages.fetch, { conversationId: UUID, around: 3, cursor: 'x' })).toBe(false)
  expect(accepts(messages.fetch, { conversationId: UUID, around: -1 })).toBe(false)
})

test('a conversation is opened with one person or as a group, never as both', () => {
  const group = { title: 'Trip', participantIds: ['bob'] }
  expect(accepts(conversations.create, { receiverId: 'bob' })).toBe(true)
  expect(accepts(conversations.create, group)).toBe(true)
  expect(accepts(conversations.create, { ...group, id: V7, maxPoints: 5 })).toBe(true)
  expect(accepts(conversations.create, { ...group, id: UUID })).toBe(false)
  expect(accepts(conversations.create, { ...group, receiverId: 'bob' })).toBe(false)
  expect(accepts(conversations.create, { title: 'Trip' })).toBe(false)
  expect(accepts(conversations.create, { ...group, participantIds: [] })).toBe(false)
  expect(accepts(conversations.create, {})).toBe(false)
})

test('people are counted, not how often they are named', () => {
  const ids = Array.from({ length: 300 }, (_, index) => `user-${index}`)
  const twice = ids.map((_, index) => `user-${index % 150}`)
  for (const [userIds, isFine] of [
    [twice, true],
    [ids.slice(0, 256), true],
    [ids.slice(0, 257), false],
    [Array.from({ length: 1_000 }, () => 'bob'), true],
    [Array.from({ length: 1_001 }, () => 'bob'), false],
  ] as const) {
    expect(accepts(conversations.create, { title: 'Trip', participantIds: userIds })).toBe(isFine)
    expect(accepts(conversations.addParticipants, { conversationId: UUID, userIds })).toBe(isFine)
  }
})

test.each([
  ['a title', (text: string) => accepts(conversations.update, { conversationId: UUID, title: text }), 120],
  ['a name', (text: string) => accepts(users.update, { name: text }), 80],
])('%s has 1 to its most characters', (_, isFine, most) => {
  expect(isFine('é')).toBe(true)
  expect(isFine('😄'.repeat(most))).toBe(true)
  expect(isFine('😄'.repeat(most + 1))).toBe(false)
  expect(isFine('  ')).toBe(false)
  expect(isFine('a\u0000')).toBe(false)
})

test('user ids are opaque text of 1 to 255 characters without NUL', () => {
  expect(accepts(users.block, { userId: "host|42 '%_" })).toBe(true)
  expect(accepts(users.block, { userId: '' })).toBe(false)
  expect(accepts(users.block, { userId: 'a\u0000' })).toBe(false)
  expect(accepts(users.block, { userId: 'a'.repeat(256) })).toBe(false)
})

test('a read mark is a whole number from 0 to 2^53 − 1', () => {
  for (const [upToSeq, isFine] of [
    [0, true],
    [2 ** 53 - 1, true],
    [-1, false],
    [1.5, false],
    [2 ** 53, false],
  ] as const)
    expect(accepts(messages.read, { conversationId: UUID, upToSeq })).toBe(isFine)
})
