-- The audit: every figure that is stored is recomputed from what it follows from. Each function is one check, reads one
-- snapshot, writes nothing, and answers what is off: where, in what, what was found and what was expected.

create or replace function pennypost.audit_balances()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  select coalesce(u.id, a.user_id, e.user_id), v.*
  from pennypost.users u
  full join pennypost.accounts a on a.user_id = u.id
  full join (
    select user_id, sum(points) as points, count(*) as entries from pennypost.ledger group by user_id) e
    on e.user_id = a.user_id
  cross join lateral (values
    ('the account''s owner', u.id, a.user_id),
    ('the balance is the sum of the entries', a.balance::text, coalesce(e.points, 0)::text),
    ('the number of entries', a.entry_count::text, coalesce(e.entries, 0)::text)) v(problem, found, expected)
  where v.found is distinct from v.expected
$$;

create or replace function pennypost.audit_entries()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  select e.user_id || ' entry ' || e.number, v.*
  from (
    select user_id, number, balance_after, row_number() over entries as place,
      lag(balance_after, 1, 0::bigint) over entries + points as chained
    from pennypost.ledger window entries as (partition by user_id order by number)) e
  cross join lateral (values
    ('the entry''s number follows the last one''s', e.number::text, e.place::text),
    ('the balance after the entry', e.balance_after::text, e.chained::text)) v(problem, found, expected)
  where v.found is distinct from v.expected
$$;

create or replace function pennypost.audit_charges()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  select 'message ' || coalesce(m.id, l.message_id), 'the ledger''s charge is the message''s',
    coalesce(l.points || ' from ' || l.payer, 'none'),
    coalesce(m.charged_points || ' from ' || m.sender_id, 'none')
  from (select id, charged_points, sender_id from pennypost.messages where charged_points <> 0) m
  full join (
    select message_id, -sum(points) as points, string_agg(user_id, ', ') as payer
    from pennypost.ledger where kind = 'message' group by message_id) l on l.message_id = m.id
  where (l.points, l.payer) is distinct from (m.charged_points::numeric, m.sender_id)
  union all
  select 'conversation ' || coalesce(c.id, l.conversation_id), 'the ledger''s charge is the opening''s',
    coalesce(l.points || ' from ' || l.payer, 'none'),
    coalesce(c.opening_points || ' from ' || c.created_by, 'none')
  from (select id, opening_points, created_by from pennypost.conversations where opening_points <> 0) c
  full join (
    select conversation_id, -sum(points) as points, string_agg(user_id, ', ') as payer
    from pennypost.ledger where kind = 'opening' group by conversation_id) l on l.conversation_id = c.id
  where (l.points, l.payer) is distinct from (c.opening_points::numeric, c.created_by)
$$;

-- What was sent free between the beginning and the end of the day that an account holds, over or not.
create or replace function pennypost.audit_allowances()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  with days as materialized (
    select user_id, free_used, day, day_ends_at,
      coalesce(day_began_at, pennypost.local_midnight(time_zone, day)) as day_began_at
    from pennypost.accounts
  ), sent as (
    select d.user_id, count(*) as messages
    from days d join pennypost.messages m on m.sender_id = d.user_id
    where m.charged_points = 0 and m.created_at >= d.day_began_at and m.created_at < d.day_ends_at
    group by d.user_id
  )
  select d.user_id, 'the free messages used on ' || d.day, d.free_used::text, coalesce(s.messages, 0)::text
  from days d left join sent s on s.user_id = d.user_id
  where d.free_used <> coalesce(s.messages, 0)
$$;

create or replace function pennypost.audit_change_numbers()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  with written as materialized (
    select conversation_id, count(*) as messages, max(changed_seq) as newest
    from pennypost.messages group by conversation_id
  ), marked as materialized (
    select conversation_id, max(shown_change_seq) as newest from pennypost.participants group by conversation_id
  )
  select 'conversation ' || coalesce(c.id, w.conversation_id), v.*
  from pennypost.conversations c
  full join written w on w.conversation_id = c.id
  left join marked k on k.conversation_id = c.id
  cross join lateral (values
    ('the last number is the newest in use', c.last_seq::text, greatest(w.newest, k.newest, c.changed_seq)::text),
    ('the numbers are gapless: messages and other changes', (coalesce(w.messages, 0) + c.other_changes)::text,
      c.last_seq::text)) v(problem, found, expected)
  where v.found is distinct from v.expected
  union all
  select 'conversation ' || n.conversation_id, 'change number ' || n.number || ' is given once', count(*)::text, '1'
  from (
    select conversation_id, seq as number from pennypost.messages
    union all select conversation_id, changed_seq from pennypost.messages where changed_seq <> seq
    union all select conversation_id, shown_change_seq from pennypost.participants where shown_change_seq is not null
    union all select id, changed_seq from pennypost.conversations where changed_seq > 0) n
  group by n.conversation_id, n.number
  having count(*) > 1
$$;

create or replace function pennypost.audit_read_marks()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  select p.user_id || ' in conversation ' || p.conversation_id, v.problem, v.found, v.expected
  from pennypost.participants p
  left join pennypost.conversations c on c.id = p.conversation_id
  left join lateral (
    select min(m.seq) as first_seq from pennypost.messages m
    where p.shown_read_seq is not null and m.conversation_id = p.conversation_id and m.sender_id <> p.user_id) others
    on true
  cross join lateral (values
    ('the read mark', p.read_seq, 0, c.last_seq),
    ('the read mark that others see', p.shown_read_seq, coalesce(others.first_seq, c.last_seq + 1), p.read_seq),
    ('the change that showed it', p.shown_change_seq, p.shown_read_seq + 1, c.last_seq)) b(problem, mark, low, high)
  cross join lateral (values (b.problem, b.mark::text, b.low || ' to ' || b.high)) v(problem, found, expected)
  where b.mark is not null and (b.mark between b.low and b.high) is not true
$$;

create or replace function pennypost.audit_participants()
returns table (subject text, problem text, found text, expected text)
language sql stable as $$
  with people as materialized (
    select c.id, c.kind, c.direct_low, c.direct_high, count(p.user_id) as total,
      count(*) filter (where p.role = 'owner') as owners, min(p.user_id) as low, max(p.user_id) as high
    from pennypost.conversations c left join pennypost.participants p on p.conversation_id = c.id
    group by c.id
  )
  select 'conversation ' || id, 'a direct conversation is of its two people',
    total || ': ' || concat_ws(', ', low, high), '2: ' || concat_ws(', ', direct_low, direct_high)
  from people where kind = 'direct'
    and (total, least(low, high), greatest(low, high)) is distinct from
      (2::bigint, least(direct_low, direct_high), greatest(direct_low, direct_high))
  union all
  select 'conversation ' || id, 'a group has one owner', owners::text, least(total, 1)::text
  from people where kind = 'group' and owners <> least(total, 1)
  union all
  select p.user_id || ' in conversation ' || p.conversation_id, 'who takes part has not left', 'both', 'one of them'
  from pennypost.participants p join pennypost.departures d using (conversation_id, user_id)
  union all
  select m.sender_id || ' in conversation ' || m.conversation_id, 'who wrote takes or took part', 'neither', 'one of them'
  from (select distinct conversation_id, sender_id from pennypost.messages) m
  where not exists (select from pennypost.participants p
      where p.conversation_id = m.conversation_id and p.user_id = m.sender_id)
    and not exists (select from pennypost.departures d
      where d.conversation_id = m.conversation_id and d.user_id = m.sender_id)
$$;

-- Asks the functions that everything reads by for text that has expired and is not yet erased: of each conversation the
-- newest, in at most `p_most` conversations. They look at every row alike, so that one of a conversation will do.
create or replace function pennypost.audit_expired_text(p_most integer default 2000)
returns table (subject text, problem text, found text, expected text)
language sql volatile as $$
  with clock as materialized (select pennypost.now() as now), waiting as materialized (
    select newest.*, reader.user_id as reader_id
    from (
      select distinct on (m.conversation_id) m.conversation_id, m.id, m.seq, m.expires_at
      from clock join pennypost.messages m on m.expires_at <= clock.now and m.content is not null
      order by m.conversation_id, m.seq desc
      limit p_most) newest
    cross join lateral (
      select user_id from pennypost.participants p where p.conversation_id = newest.conversation_id limit 1) reader
  ), shown as (
    select distinct w.id, 'messages.fetch' as surface
    from waiting w, lateral pennypost.fetch_messages(array[w.reader_id, w.reader_id],
      array[w.conversation_id, w.conversation_id], array[w.seq + 1, w.seq], array[false, true], array[1, 1]) f
    where f.id = w.id
    union all
    select w.id, 'live.conversation'
    from waiting w, lateral pennypost.changes_after(w.reader_id, w.conversation_id, w.seq - 1, 1000) e
    where e.event -> 'message' ->> 'id' = w.id::text and e.event -> 'message' ->> 'content' is not null
    union all
    select w.id, 'conversations.get'
    from waiting w,
      lateral pennypost.conversation_values(array[w.reader_id], array[w.conversation_id]) v
    where v.conversation -> 'lastMessage' ->> 'id' = w.id::text
    union all
    select w.id, 'conversations export'
    from waiting w, lateral pennypost.export_messages(w.conversation_id, w.seq - 1, 1) x
    where x.id = w.id
  )
  select 'message ' || w.id, 'expired text is not readable through ' || s.surface, 'readable',
    'gone since ' || pennypost.iso(w.expires_at)
  from shown s join waiting w on w.id = s.id
  union all
  select 'message ' || m.id, 'a deleted message has no text', 'text', 'none'
  from pennypost.messages m where m.deleted_at is not null and m.content is not null
$$;
