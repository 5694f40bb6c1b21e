import { expect, test } from 'vitest'
import { OPENING_RULES, POLICY, ROLES } from './policy.ts'

test('every role has a rule for every role and for groups', () => {
  for (const creator of ROLES) expect(Object.keys(OPENING_RULES[creator])).toEqual([...ROLES, 'group'])
})

test.each(ROLES.flatMap((creator) => ROLES.map((receiver) => ({ creator, receiver }))))(
  'a $creator opens a conversation with a $receiver: only a host may have a price',
  ({ creator, receiver }) => {
    expect(OPENING_RULES[creator][receiver]).toBe(receiver === 'host' ? 'opening-price' : 'free')
  },
)

test.each(ROLES)('a %s makes no group with a host who has a price', (creator) => {
  expect(OPENING_RULES[creator].group).toBe('no-priced-host')
})

test('the numbers are those that the contract promises', () => {
  expect(POLICY).toMatchObject({
    dailyFreeLimit: 20,
    pointsPerMessage: 10,
    signupPoints: 0,
    contentMaxCharacters: 5_000,
    nameMaxCharacters: 80,
    titleMaxCharacters: 120,
    groupMinPeople: 2,
    groupMaxPeople: 256,
    participantsShown: 20,
    expirationMinHours: 1,
    expirationMaxHours: 8_760,
    firstDayInZoneMinHours: 23,
    pageDefault: 50,
    pageMax: 100,
    changesAlwaysDelivered: 1_000,
    typingRepeatMs: 3_000,
    typingLastsMs: 6_000,
    pointsMax: 2 ** 53 - 1,
  })
})
