import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import { expect, inject, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'

/** What Postgres tells of each statement inside a function, through the module auto_explain. */
const TELL_PLANS = `load 'auto_explain'; set client_min_messages = log; set auto_explain.log_min_duration = 0;
  set auto_explain.log_nested_statements = on; set auto_explain.log_verbose = on`

test('a send looks up every row by its index, also with plans that were made while the tables were empty', async () => {
  await using world = await createWorld()
  const { alice, databaseUrl } = world
  const conversationId = await world.direct()
  const plans: string[] = []
  const host = inject('postgres').host
  const onnotice = ({ message }: { message?: string }) => plans.push(String(message))
  const sql = postgres(databaseUrl, { host, max: 1, onnotice, fetch_types: false })
  await sql.unsafe(TELL_PLANS)
  const [sent] = await sql`select outcome from pennypost.send_messages(array[${uuidv7()}]::uuid[],
    array[${conversationId}]::uuid[], array[${alice.id}]::text[], array['hello']::text[], array[null]::float8[],
    array[true], array[null]::bigint[], 20, 10::bigint)`
  await sql.end()
  expect(sent?.outcome).toBe('SENT')
  const steps = plans.filter((plan) => plan.includes('plan:')).join('\n')
  for (const table of ['accounts', 'conversations', 'participants', 'messages', 'blocks'])
    expect(steps).toMatch(new RegExp(`Index.* on pennypost.${table}`))
  expect(steps).not.toMatch(/Seq Scan on pennypost.(?!test_clock)|Hash Join|hashed|Merge Join/)
})
