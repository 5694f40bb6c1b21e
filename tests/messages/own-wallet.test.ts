import { readFile } from 'node:fs/promises'
import { connect } from '@pennypost/db'
import { expect, test } from 'vitest'
import { operatorOn } from '../admin/operator.ts'
import { createWorld } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

const example = await readFile(new URL('../../examples/own-wallet.sql', import.meta.url), 'utf8')

test('with a host’s own wallet people are told what it holds, pay from it once, and the audit finds nothing', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  const { alice, bob, sql, databaseUrl } = world
  const conversationId = await world.direct()
  await sql.unsafe(example)
  const quota = async () => {
    const { balance, next } = await alice.trpc.quota.status.query()
    return { balance, next }
  }
  await sql`select shop.add_points(${alice.id}, 25)`
  expect(await quota()).toEqual({ balance: 25, next: { kind: 'points', points: 10 } })
  await Promise.all(['one', 'two'].map((content) => alice.send(conversationId, content)))
  expect(await quota()).toEqual({ balance: 5, next: { kind: 'blocked', points: 10, short: 5 } })
  expect([...(await sql`select person_id, points::integer from shop.wallets`)]).toEqual([
    { person_id: alice.id, points: 5 },
  ])
  const refusals = [alice, bob].map((person) => refusalOf(person.send(conversationId, 'three')))
  expect(await Promise.all(refusals)).toEqual([
    { code: 'NOT_ENOUGH_POINTS', price: 10, balance: 5 },
    { code: 'NOT_ENOUGH_POINTS', price: 10, balance: 0 },
  ])

  await sql`insert into shop.wallets values ('host|carol', 40)`
  await sql`select pennypost.admit_host_user('host|carol', 'Carol', 'first')`
  const database = connect(databaseUrl, { maxConnections: 2 })
  const operator = operatorOn(database)
  expect((await operator.users.show({ user: 'host|carol' })).balance).toBe(40)
  expect((await operator.audit()).findings).toEqual([])

  const giving = await sql.reserve()
  await giving`begin`
  await giving`select shop.add_points('host|dave', 30)`
  let isAdmitted = false
  const admitting = sql`select pennypost.admit_host_user('host|dave', 'Dave', 'second')`.then(() => {
    isAdmitted = true
  })
  const waiting = () =>
    database.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => isAdmitted || (await waiting()).length > 0).toBe(true)
  await giving`commit`
  giving.release()
  await admitting
  expect((await operator.users.show({ user: 'host|dave' })).balance).toBe(30)
  await database.close()
})
