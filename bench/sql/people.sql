-- People; direct conversations of 1 and 2, 3 and 4, …; a group of the first 250; ids as load/ids.ts makes them.
-- In the sixteen from that of 4,001 and 4,002 on, much has been written.
insert into pennypost.users (id, name)
select 'u' || i, 'Person ' || i from generate_series(1, 5000) i;
insert into pennypost.conversations
  (id, kind, direct_low, direct_high, created_by, last_activity_at, changed_at, created_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'direct', least('u' || 2 * i - 1, 'u' || 2 * i),
  greatest('u' || 2 * i - 1, 'u' || 2 * i), 'u' || 2 * i, now(), now(), now()
from generate_series(1, 2500) i;
insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex((i + 1) / 2), 12, '0'))::uuid, 'u' || i, 'member', now(), 0, now()
from generate_series(1, 5000) i;
insert into pennypost.conversations (id, kind, title, created_by, last_activity_at, changed_at, created_at)
values ('00000000-0000-7000-8000-000000000000', 'group', 'Everyone', 'u1', now(), now(), now());
insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
select '00000000-0000-7000-8000-000000000000', 'u' || i, case i when 1 then 'owner' else 'member' end, now(), 0, now()
from generate_series(1, 250) i;
insert into pennypost.messages
  (id, conversation_id, sender_id, seq, changed_seq, content, created_at)
select ('00000000-0001-7000-8000-' || lpad(to_hex(c * 1000 + i), 12, '0'))::uuid,
  ('00000000-0000-7000-8000-' || lpad(to_hex(c), 12, '0'))::uuid, 'u' || 2 * c - 1, i, i, repeat('x', 100), now()
from generate_series(2001, 2016) c, generate_series(1, 1000) i;
update pennypost.conversations c set last_seq = 1000
from pennypost.messages m where m.conversation_id = c.id and m.seq = 1000;
