import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'

test('after a view could not be read, one further read serves all events that follow', async () => {
  await using world = await createWorld()
  const { alice, sql } = world
  const others = await world.people('Carol', 'Dave', 'Erin', 'Frank')
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Five',
    participantIds: others.map(({ id }) => id),
  })
  const conversationId = conversation.id
  using presence = await alice.presence(conversationId)
  // The first read fails.
  await sql.unsafe(`
    create sequence pennypost.test_reads;
    alter function pennypost.live_view rename to live_view_as_it_is;
    create function pennypost.live_view(p_user_id text)
    returns table (read_receipts boolean, typing_indicators boolean, hidden_ids jsonb)
    language plpgsql volatile as $$
    begin
      if nextval('pennypost.test_reads') = 1 then raise 'the first read fails'; end if;
      return query select * from pennypost.live_view_as_it_is(p_user_id);
    end $$`)
  const reads = async () => {
    const [row] = await sql<{ count: number }[]>`
      select case when is_called then last_value else 0 end::integer as count from pennypost.test_reads`
    return row?.count
  }
  await sql`select pennypost.tell(${sql.json({ type: 'user-changed', userId: alice.id, endsSessions: false })})`
  await until(async () => expect(await reads()).toBe(1))
  for (const other of others) {
    const heard = presence.items.length
    await other.trpc.typing.set.mutate({ conversationId, isTyping: true })
    await presence.until(({ items }) => items.length > heard)
  }
  expect(await reads()).toBe(2)
})
