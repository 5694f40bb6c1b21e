-- What pgbench writes to: the rows of a send as a good schema of one's own has them, keyed by plain numbers.
create schema limits;
create table limits.rows (id uuid primary key, content text not null, created_at timestamptz not null);
create table limits.accounts (
  user_id integer primary key, free_used integer not null default 0, balance bigint not null default 0
) with (fillfactor = 50);
create table limits.conversations (
  id integer primary key, last_seq bigint not null default 0, last_activity_at timestamptz not null default now()
) with (fillfactor = 50);
create table limits.participants (
  conversation_id integer references limits.conversations, user_id integer references limits.accounts,
  primary key (conversation_id, user_id));
create table limits.messages (
  id uuid primary key, conversation_id integer not null references limits.conversations,
  sender_id integer not null references limits.accounts, seq bigint not null, content text not null,
  created_at timestamptz not null, unique (conversation_id, seq));

-- Everyone is in conversation 0, and two by two in the others.
insert into limits.accounts (user_id) select generate_series(1, 1000);
insert into limits.conversations (id) select generate_series(0, 500);
insert into limits.participants select (i + 1) / 2, i from generate_series(1, 1000) i;
insert into limits.participants select 0, i from generate_series(1, 1000) i;

-- A send in one call, as one would write it for one message.
create function limits.send_one(p_person integer, p_conversation integer, p_content text) returns bigint
language plpgsql as $$
declare v_seq bigint;
begin
  perform from limits.accounts where user_id = p_person for no key update;
  update limits.conversations c set last_seq = last_seq + 1, last_activity_at = now()
  where id = p_conversation and exists (
    select from limits.participants p where p.conversation_id = c.id and p.user_id = p_person)
  returning last_seq into v_seq;
  insert into limits.messages (id, conversation_id, sender_id, seq, content, created_at)
  values (uuidv7(), p_conversation, p_person, v_seq, p_content, now());
  update limits.accounts set free_used = free_used + 1 where user_id = p_person;
  return v_seq;
end $$;
