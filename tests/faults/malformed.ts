import type { Procedure } from '../world/reflect-procedures.ts'
import type { Chance } from './chance.ts'

export type Known = { conversationId: string; userId: string; messageId: string }

const ODD = [
  null,
  true,
  -0,
  1e308,
  -1,
  2 ** 53,
  '',
  '\u0000',
  '\ud800',
  '𝒳'.repeat(500),
  '__proto__',
  'constructor',
  "'; drop table pennypost.messages; --",
  '1970-01-01T00:00:00.000Z',
  '275760-09-13T00:00:00.001Z',
  '-5',
  '999999999999999999',
  'NaN',
  'Europe/../etc',
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
] as const

const FIELDS = [
  'conversationId',
  'id',
  'content',
  'cursor',
  'limit',
  'around',
  'upToSeq',
  'userId',
  'receiverId',
  'participantIds',
  'userIds',
  'title',
  'name',
  'timeZone',
  'query',
  'expirationHours',
  'defaultExpirationHours',
  'maxPoints',
  'lastEventId',
  'isTyping',
  'readReceipts',
  'token',
] as const

const METHODS = [
  'query',
  'mutation',
  'subscription',
  'subscription.stop',
  'connectionParams',
  'reconnect',
  '',
] as const

/** Frames that no client of ours would send: wrong inputs, wrong envelopes, and bytes that are neither. */
export function createMalformed(
  procedures: readonly [Procedure, ...Procedure[]],
  known: Known,
  chance: Chance,
) {
  const odd = (): unknown => chance.pick(ODD)
  const nearlyRight = (): unknown =>
    chance.pick([known.conversationId, known.userId, known.messageId, 1, 50, 'UTC', 'hello', true])
  const value = (): unknown => {
    const dice = chance.next()
    if (dice < 0.4) return nearlyRight()
    if (dice < 0.9) return odd()
    return Array.from({ length: chance.between(0, 4) }, nearlyRight)
  }
  const input = (): unknown => {
    if (chance.next() < 0.15) return odd()
    const given: Record<string, unknown> = chance.next() < 0.7 ? { conversationId: known.conversationId } : {}
    for (let count = chance.between(0, 5); count > 0; count -= 1) given[chance.pick(FIELDS)] = value()
    return given
  }
  const call = (id: unknown): unknown => {
    const { path, kind } = chance.pick(procedures)
    return {
      id,
      method: kind,
      params: { path, input: input(), ...(chance.next() < 0.2 && { lastEventId: odd() }) },
    }
  }
  const envelope = (id: unknown): unknown => {
    const wrong: Record<string, unknown> = {
      id: chance.next() < 0.5 ? id : odd(),
      method: chance.next() < 0.8 ? chance.pick(METHODS) : odd(),
      params:
        chance.next() < 0.5 ? { path: chance.next() < 0.5 ? 'users.me' : odd(), input: input() } : odd(),
    }
    if (chance.next() < 0.2) delete wrong[chance.pick(['id', 'method', 'params'] as const)]
    return chance.next() < 0.1 ? [wrong, call(id), odd()] : wrong
  }
  const bytes = (text: string): Buffer => {
    const buffer = Buffer.from(text)
    for (let count = chance.between(1, 6); count > 0; count -= 1)
      buffer[chance.between(0, buffer.length - 1)] = chance.between(0, 255)
    return buffer.subarray(0, chance.between(1, buffer.length))
  }

  /** One frame; where it is a call at all it bears the id. */
  return (id: number): string | Buffer => {
    const dice = chance.next()
    if (dice < 0.6) return JSON.stringify(call(id))
    if (dice < 0.85) return JSON.stringify(envelope(id))
    const broken = bytes(JSON.stringify(call(id)))
    return chance.next() < 0.5 ? broken : broken.toString('latin1')
  }
}
