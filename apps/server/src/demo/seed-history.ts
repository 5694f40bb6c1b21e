import type { Database } from '@pennypost/db'

const UNREAD = 12

const LINES = [
  'Did you see the sky just now?',
  'No, what about it?',
  'All pink over the harbour. I took a picture, but it does not do it justice.',
  'Send it anyway!',
  'Later, my battery is at two per cent.',
  'Ha. As always.',
  'By the way: I finished the book you lent me. The ending took me by surprise, I had to go back three chapters to see how I could have missed it.',
  'Told you.',
  'Next one is on me.',
  'Deal.',
  'How did the meeting go?',
  'Long. But we have a plan now: first the small fixes, then the new page, and the rest after the holidays.',
  'Sounds sensible.',
  'It does, which worries me.',
  '😄',
  'Are you coming on Thursday?',
  'I think so. What shall I bring?',
  'Bread, if you pass by the bakery. The dark one with the seeds.',
  'Done.',
  'You are the best.',
  'I know.',
  'Good night!',
  'Good night. Sleep well.',
]

/** A long past between two people, up to yesterday, in one statement; nothing where they have written before. */
export async function seedHistory(
  { sql }: Database,
  conversationId: string,
  oneId: string,
  otherId: string,
  messages: number,
): Promise<void> {
  await sql`
    with past as (
      select n as seq, pennypost.now() - interval '26 hours' - (${messages} - n) * interval '11 minutes' as at,
        case when n * 7 % 3 = 0 then ${oneId} else ${otherId} end as sender_id,
        (${LINES}::text[])[1 + n % ${LINES.length}] as content
      from generate_series(1, ${messages}::integer) n
      where (select last_seq from pennypost.conversations where id = ${conversationId}) = 0
    ), written as (
      insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
      select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
        ${conversationId}, sender_id, seq, seq, content, at
      from past
      returning seq, created_at
    ), span as (
      select max(seq) as last_seq, min(created_at) as first_at, max(created_at) as last_at from written
    ), reached as (
      update pennypost.participants p
      set read_seq = case when p.user_id = ${oneId} then s.last_seq - ${UNREAD} else s.last_seq end,
        joined_at = s.first_at, changed_at = s.last_at
      from span s
      where p.conversation_id = ${conversationId} and s.last_seq is not null
    )
    update pennypost.conversations c
    set last_seq = s.last_seq, created_at = s.first_at, last_activity_at = s.last_at, changed_at = s.last_at
    from span s
    where c.id = ${conversationId} and s.last_seq is not null`
}
