-- 10,000 people in one conversation, past the contract's limit; number 3,000,000 among the ids.
insert into pennypost.users (id, name) select 'u' || i, 'Person ' || i from generate_series(5001, 10000) i;
insert into pennypost.conversations (id, kind, title, created_by, last_activity_at, changed_at, created_at)
values ('00000000-0000-7000-8000-0000002dc6c0', 'group', 'A crowd', 'u1', now(), now(), now());
insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
select '00000000-0000-7000-8000-0000002dc6c0', 'u' || i, case i when 1 then 'owner' else 'member' end, now(), 0, now()
from generate_series(1, 10000) i;
vacuum (analyze) pennypost.participants;
