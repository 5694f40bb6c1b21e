import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'

/** Bob hears of a change in both of his subscriptions. */
async function followAsBob() {
  const world = await createWorld()
  const conversationId = await world.direct()
  const feed = await world.bob.follow(conversationId).opened()
  const inbox = await world.bob.inbox().opened()
  const hears = async (withinMs: number) => {
    await feed.until(({ events }) => events.some(({ type }) => type === 'message'), withinMs)
    await inbox.until(({ events }) => events.some(({ type }) => type === 'conversation'), withinMs)
  }
  return { world, conversationId, hears }
}

test.concurrent('a message that is committed after its sender was told that it failed is heard at once', async () => {
  const { world, conversationId, hears } = await followAsBob()
  await using _ = world
  const { alice, sql } = world
  const holding = await sql.reserve()
  await holding`begin`
  await holding`select from pennypost.conversations where id = ${conversationId} for update`
  await expect(alice.send(conversationId, 'held up')).rejects.toThrow('Something went wrong')
  await holding`commit`
  holding.release()
  await hears(5_000)
})

test.concurrent('a server alone hears within two heartbeats of what was committed by a statement whose connection was lost', {
  timeout: 60_000,
}, async () => {
  const { world, conversationId, hears } = await followAsBob()
  await using _ = world
  const { alice, sql } = world
  await sql`select pennypost.send_messages(array[${uuidv7()}]::uuid[], array[${conversationId}]::uuid[],
    array[${alice.id}], array['unheard'], array[null]::float8[], array[true], array[null]::bigint[], 20, 10)`
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'pennypost-server'`
  await hears(31_000)
})
