-- What a subscriber may have missed.

-- The changes of a conversation after a number, oldest first, for one participant; no row at all for anybody else.
-- One row a change: a message that is readable, a read mark that this viewer may see, or the conversation itself.
create function pennypost.changes_after(p_user_id text, p_conversation_id uuid, p_after bigint, p_most integer)
returns table (last_seq bigint, seq bigint, kind text, event jsonb, at timestamptz)
language sql volatile as $$
  with clock as materialized (select pennypost.now() as now), here as materialized (
    select c.id, c.last_seq, c.changed_seq, clock.now, viewer
    from pennypost.participants p
    join pennypost.conversations c on c.id = p.conversation_id
    join pennypost.users viewer on viewer.id = p.user_id
    cross join clock
    where p.user_id = p_user_id and p.conversation_id = p_conversation_id
  ), stamped as (
    (select m.seq, 'message' as kind, m as message, null::pennypost.participants as reader
    from here join pennypost.messages m on m.conversation_id = here.id
    where m.seq > p_after and m.changed_seq = m.seq and m.content is not null and (m.expires_at is null or m.expires_at > here.now)
    order by m.seq limit p_most)
    union all
    (select m.changed_seq, 'message', m, null
    from here join pennypost.messages m on m.conversation_id = here.id
    where m.changed_seq > p_after and m.changed_seq <> m.seq
      and (m.content is not null and (m.expires_at is null or m.expires_at > here.now) or m.deleted_at is not null)
    order by m.changed_seq limit p_most)
    union all
    select p.shown_change_seq, 'read', null, p
    from here join pennypost.participants p on p.conversation_id = here.id
    join pennypost.users u on u.id = p.user_id
    where p.shown_change_seq > p_after and u.read_receipts and pennypost.shows_reading(here.viewer, u)
    union all
    select here.changed_seq, 'conversation', null, null from here where here.changed_seq > p_after
  )
  select here.last_seq, s.seq, s.kind,
    case s.kind
      when 'message' then jsonb_build_object('type', 'message', 'seq', s.seq, 'message', pennypost.message_value(s.message))
      when 'read' then jsonb_build_object('type', 'read', 'seq', s.seq, 'userId', (s.reader).user_id,
        'readSeq', (s.reader).shown_read_seq, 'at', pennypost.iso((s.reader).shown_read_at))
    end, here.now
  from here left join (select * from stamped order by seq limit p_most) s on true
  order by s.seq
$$;

-- What the inbox of one person has to hear again after an instant: ids of conversations that changed, and of those left.
create function pennypost.inbox_changes_since(p_user_id text, p_since timestamptz, p_most integer)
returns table (conversation_id uuid, is_removed boolean)
language sql stable as $$
  (select c.id, false
  from pennypost.participants p join pennypost.conversations c on c.id = p.conversation_id
  where p.user_id = p_user_id and (c.changed_at >= p_since or p.changed_at >= p_since)
  order by c.last_activity_at limit p_most)
  union all
  (select d.conversation_id, true from pennypost.departures d
  where d.user_id = p_user_id and d.left_at >= p_since limit p_most)
$$;
