import type { World } from '../world/create-world.ts'

type SeedOptions = {
  messages: number
  /** Whose message each is, in turn. */
  senderIds: string[]
  /** How many of the last ones nobody but their sender has read. */
  unread?: number
}

/**
 * Gives a new conversation a past in one statement: message n says "#n", they are 1 to 40 lines high, eleven minutes
 * apart, and the last was written a minute ago.
 */
export async function seedThread(
  { sql }: World,
  conversationId: string,
  { messages, senderIds, unread = 0 }: SeedOptions,
): Promise<void> {
  await sql`
    with past as (
      select n as seq, pennypost.now() - interval '1 minute' - (${messages} - n) * interval '11 minutes' as at,
        (${senderIds}::text[])[1 + n % ${senderIds.length}] as sender_id,
        '#' || n || case
          when n % 23 = 0 then repeat(E'\nand one more line of this long message', n % 40)
          when n % 5 = 0 then repeat(' with words that go on and wrap', 1 + n % 11)
          else ' is short' end as content
      from generate_series(1, ${messages}::integer) n
    ), written as (
      insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
      select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
        ${conversationId}, sender_id, seq, seq, content, at
      from past
    ), reached as (
      update pennypost.participants set read_seq = ${messages - unread}, joined_at = pennypost.now() - interval '10 years'
      where conversation_id = ${conversationId}
    )
    update pennypost.conversations set last_seq = ${messages}, last_activity_at = pennypost.now(),
      changed_at = pennypost.now()
    where id = ${conversationId}`
}
