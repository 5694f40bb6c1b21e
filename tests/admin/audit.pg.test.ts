import { connect, type Database } from '@pennypost/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { type History, makeHistory } from './make-history.ts'
import { operatorOn } from './operator.ts'

let world: World
let history: History
let database: Database

beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 5 } })
  history = await makeHistory(world)
  database = connect(world.databaseUrl, { maxConnections: 2 })
})

afterAll(async () => {
  await database.close()
  await world[Symbol.asyncDispose]()
})

/** Audits a corruption and takes it back: nothing is committed, so every one is planted in the same sound history. */
async function auditPlanted(plant: string) {
  const sql = await database.sql.reserve()
  try {
    await sql.unsafe('begin; set local session_replication_role = replica')
    await sql.unsafe(plant)
    return await operatorOn({ ...database, sql }).audit()
  } finally {
    await sql.unsafe('rollback')
    sql.release()
  }
}

/** The source of an SQL function, changed. */
const rewrite = (name: string, from: string, to: string) => `
  do $$ declare definition text := pg_get_functiondef('pennypost.${name}'::regproc);
  begin
    assert position(${quote(from)} in definition) > 0, '${name} has changed';
    execute replace(definition, ${quote(from)}, ${quote(to)});
  end $$`
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

test('the audit finds nothing in a sound history', async () => {
  const report = await operatorOn(database).audit()
  expect(report.findings).toEqual([])
  expect(report.ok).toBe(true)
  expect(report.checks.length).toBeGreaterThanOrEqual(8)
})

const direct = () => `conversation_id = '${history.directId}'`
const aliceIs = (column = 'user_id') => `${column} = '${world.alice.id}'`

const PLANTED: [name: string, check: string, plant: () => string][] = [
  [
    'points out of nowhere',
    'balances',
    () => `update pennypost.accounts set balance = balance + 5 where ${aliceIs()}`,
  ],
  [
    'an entry that is gone',
    'balances',
    () => `delete from pennypost.ledger where ${aliceIs()} and number = 2`,
  ],
  [
    'an entry that was changed',
    'entries',
    () => `update pennypost.ledger set points = points + 1 where ${aliceIs()} and number = 1`,
  ],
  [
    'an entry whose balance is wrong',
    'entries',
    () => `update pennypost.ledger set balance_after = balance_after + 1 where ${aliceIs()} and number = 2`,
  ],
  [
    'an entry under a number that leaves a gap',
    'entries',
    () => `update pennypost.ledger set number = 99 where ${aliceIs()} and number = 2`,
  ],
  [
    'somebody without an account',
    'balances',
    () => `delete from pennypost.accounts where user_id = '${history.carol.id}'`,
  ],
  [
    'a paid message that says it was free',
    'charges',
    () =>
      `update pennypost.messages set charged_points = 0 where ${aliceIs('sender_id')} and charged_points > 0`,
  ],
  [
    'a free message that says it was paid',
    'charges',
    () => `update pennypost.messages set charged_points = 10 where ${direct()} and seq = 1`,
  ],
  [
    'a charge that somebody else paid',
    'charges',
    () =>
      `update pennypost.messages set sender_id = '${world.bob.id}' where ${direct()} and charged_points > 0`,
  ],
  [
    'a paid message that is gone',
    'charges',
    () => `delete from pennypost.messages where ${direct()} and charged_points > 0`,
  ],
  [
    'an opening at another price than was paid',
    'charges',
    () => `update pennypost.conversations set opening_points = 1 where id = '${history.openedId}'`,
  ],
  [
    'an allowance with one message too few',
    'allowances',
    () => `update pennypost.accounts set free_used = free_used - 1 where ${aliceIs()}`,
  ],
  [
    'an allowance with one message too many, on the first day in a zone',
    'allowances',
    () => `update pennypost.accounts set free_used = free_used + 1 where user_id = '${world.bob.id}'`,
  ],
  [
    'a last number that nothing has',
    'change numbers',
    () => `update pennypost.conversations set last_seq = last_seq + 1, other_changes = other_changes + 1
      where id = '${history.directId}'`,
  ],
  [
    'a last number below the newest',
    'change numbers',
    () => `update pennypost.conversations set last_seq = last_seq - 1 where id = '${history.directId}'`,
  ],
  [
    'a free message that is gone from the middle',
    'change numbers',
    () => `delete from pennypost.messages where ${direct()} and seq = 2`,
  ],
  [
    'a number that was given twice',
    'change numbers',
    () => `update pennypost.participants set shown_change_seq = 11 where ${direct()} and ${aliceIs()}`,
  ],
  [
    'messages of no conversation',
    'change numbers',
    () => `delete from pennypost.conversations where id = '${history.directId}'`,
  ],
  [
    'a read mark past the last change',
    'read marks',
    () => `update pennypost.participants set read_seq = 99 where ${direct()} and ${aliceIs()}`,
  ],
  [
    'a shown read mark with nothing to read below it',
    'read marks',
    () => `update pennypost.participants set shown_read_seq = 0 where ${direct()} and ${aliceIs()}`,
  ],
  [
    'a read mark that was shown before it was reached',
    'read marks',
    () =>
      `update pennypost.participants set shown_change_seq = shown_read_seq where ${direct()} and ${aliceIs()}`,
  ],
  [
    'a direct conversation of one',
    'participants',
    () => `delete from pennypost.participants where ${direct()} and ${aliceIs()}`,
  ],
  [
    'a direct conversation of others than it names',
    'participants',
    () =>
      `update pennypost.participants set user_id = '${history.host.id}' where ${direct()} and ${aliceIs()}`,
  ],
  [
    'a group without an owner',
    'participants',
    () => `update pennypost.participants set role = 'member' where conversation_id = '${history.groupId}'`,
  ],
  [
    'somebody who has left and takes part',
    'participants',
    () => `insert into pennypost.departures values ('${history.groupId}', '${world.alice.id}', now())`,
  ],
  [
    'a message by a stranger',
    'participants',
    () => `update pennypost.messages set sender_id = '${history.host.id}' where ${direct()} and seq = 1`,
  ],
  [
    'expired text that a page of older messages shows',
    'expired text',
    () =>
      rewrite(
        'fetch_messages',
        'm.expires_at > v_now)\n    order by m.seq desc',
        'true)\n    order by m.seq desc',
      ),
  ],
  [
    'expired text that a page of newer messages shows',
    'expired text',
    () =>
      rewrite(
        'fetch_messages',
        'm.expires_at > v_now)\n    order by m.seq limit',
        'true)\n    order by m.seq limit',
      ),
  ],
  [
    'expired text that the last message shows',
    'expired text',
    () => rewrite('conversation_values', 'm.expires_at > clock.now)\n    order', 'true)\n    order'),
  ],
  [
    'expired text that a replay shows',
    'expired text',
    () => rewrite('changes_after', 'm.expires_at > here.now', 'true'),
  ],
  [
    'expired text that an export shows',
    'expired text',
    () => rewrite('export_messages', 'm.expires_at > clock.now', 'true'),
  ],
]

test.each(PLANTED)('the audit finds %s', async (_name, check, plant) => {
  const report = await auditPlanted(plant())
  expect(report.ok).toBe(false)
  expect(report.findings.map((finding) => finding.check)).toContain(check)
  for (const finding of report.findings) expect(finding.found).not.toBe(finding.expected)
})
