import { connect } from '@pennypost/db'
import { expect, test } from 'vitest'
import { reportFigures, sizeOf, timeFor } from '../proofs/figures.ts'
import { createWorld } from '../world/create-world.ts'
import { operatorOn } from './operator.ts'

const MESSAGES = sizeOf('audit', 20_000)
const A_MILLION = 1_000_000
const CONVERSATIONS = 100
const WITHIN_MS = 20_000

test(`the audit reads ${MESSAGES} messages, finds nothing, and then finds the one that was tampered with`, {
  timeout: timeFor(MESSAGES, 0.2),
}, async () => {
  await using world = await createWorld()
  const { alice, bob, sql } = world
  await sql`
      insert into pennypost.conversations (id, kind, title, created_by, last_seq, last_activity_at, changed_at, created_at)
      select uuidv7(), 'group', 'Group ' || i, ${alice.id}, ${MESSAGES / CONVERSATIONS}, now(), now(), now()
      from generate_series(1, ${CONVERSATIONS}) i`
  await sql`
      insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
      select c.id, p.user_id, p.role, now(), 0, now() from pennypost.conversations c
      cross join (values (${alice.id}, 'owner'), (${bob.id}, 'member')) p(user_id, role)`
  await sql`
      insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
      select gen_random_uuid(), c.id, case i % 2 when 0 then ${alice.id} else ${bob.id} end, i, i, repeat('x', 100),
        now() - interval '9 days'
      from pennypost.conversations c, generate_series(1, ${MESSAGES / CONVERSATIONS}) i`
  await sql`analyze`
  const database = connect(world.databaseUrl, { maxConnections: 2, statementMs: 120_000 })
  const startedAt = performance.now()
  const sound = await operatorOn(database).audit()
  const tookMs = performance.now() - startedAt
  expect(sound.findings).toEqual([])
  if (MESSAGES >= A_MILLION) expect(tookMs).toBeLessThan(WITHIN_MS)

  await sql`
      update pennypost.messages set changed_seq = seq + 1
      where (conversation_id, seq) = ((select min(conversation_id::text)::uuid from pennypost.messages), 7)`
  const tampered = await operatorOn(database).audit()
  expect(tampered.ok).toBe(false)
  expect(tampered.findings.map(({ check }) => check)).toContain('change numbers')
  await database.close()
  reportFigures('audit', { messages: MESSAGES, seconds: (tookMs / 1_000).toFixed(1) })
})
