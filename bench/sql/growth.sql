-- How much of :size stands in 100 conversations of 200 people, written in turns as time goes; ids as load/ids.ts makes them.
-- Triggers rest meanwhile: they would look each message's people up.
set session_replication_role = replica;
insert into pennypost.messages
  (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
select (lpad(to_hex(1000000000000 + i), 12, '0') || '70008000' || lpad(to_hex(i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(i % 100 + 1), 12, '0'))::uuid, 'u' || 2 * (i % 100) + 1 + i / 100 % 2,
  i / 100 + 1, i / 100 + 1, repeat('x', 100), now() - (:size - i) * interval '1 millisecond'
from generate_series(0, :size - 1) i;
update pennypost.conversations set last_seq = :size / 100
where id <= '00000000-0000-7000-8000-000000000064' and kind = 'direct';
set session_replication_role = default;
vacuum (analyze) pennypost.messages;
checkpoint;
