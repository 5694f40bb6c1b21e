import { POLICY } from '@pennypost/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './world/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database[Symbol.asyncDispose]())

test('what the checks of the tables allow is what the policy allows', async () => {
  const checks = await database.sql<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where connamespace = 'pennypost'::regnamespace and contype = 'c'`
  const bounds = checks.map(({ name, definition }) => [name, boundsIn(definition)] as const)
  const points = [0, POLICY.pointsMax]
  expect(Object.fromEntries(bounds.filter(([, numbers]) => numbers.some((number) => number > 1)))).toEqual({
    users_name_length: [1, POLICY.nameMaxCharacters],
    users_opening_price_range: points,
    conversations_shape: [1, POLICY.titleMaxCharacters],
    conversations_expiration_range: [POLICY.expirationMinHours, POLICY.expirationMaxHours],
    messages_content_length: [1, POLICY.contentMaxCharacters],
    accounts_balance_range: points,
    accounts_price_range: [1, POLICY.pointsMax],
    ledger_balance_range: points,
  })
})

/** The numbers that something must not be below or above, as Postgres writes a check: `(char_length(name) <= 80)`. */
function boundsIn(definition: string): number[] {
  return [...definition.matchAll(/[<>]= [('"]*(\d+)/g)].map(([, number]) => Number(number))
}

test.each([
  ['conversation_values', /participants_seen_by\([^)]*, (\d+)\)/, POLICY.participantsShown],
  ['current_day', /interval '(\d+) hours'/, POLICY.firstDayInZoneMinHours],
  ['send_messages', /limit (\d+) for update skip locked/, POLICY.sendErasesMax],
  ['admit_host_user', /left\(p_user_id, (\d+)\)/, POLICY.nameMaxCharacters],
  ['audit_expired_text', /changes_after\([^)]*, (\d+)\)/, POLICY.changesAlwaysDelivered],
])('pennypost.%s goes by the policy’s number', async (name, pattern, number) => {
  const [row] = await database.sql<{ source: string }[]>`
    select prosrc as source from pg_proc where pronamespace = 'pennypost'::regnamespace and proname = ${name}`
  expect(pattern.exec(row?.source ?? '')?.[1]).toBe(`${number}`)
})
