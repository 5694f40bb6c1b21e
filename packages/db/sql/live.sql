-- What a subscriber may have missed.

-- The changes of a conversation after a number, oldest first, for one participant; no row at all for anybody else.
-- One row a change: a message that is readable, a read mark that this viewer may see, or the conversation itself.
-- Somebody further behind than p_most, or ahead of the last number, or with no number at all (null), gets none of them,
-- only `last_seq`. Messages are read by their index, whatever the table held when it was last looked at: decision 0009.
create or replace function pennypost.changes_after(p_user_id text, p_conversation_id uuid, p_after bigint, p_most integer)
returns table (last_seq bigint, seq bigint, kind text, event jsonb, at text)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
begin
  return query
  with clock as materialized (select pennypost.now() as now), here as materialized (
    select c.id, c.last_seq, c.changed_seq, clock.now, viewer,
      coalesce(p_after between greatest(0, c.last_seq - p_most) and c.last_seq, false) as is_near
    from pennypost.participants p
    join pennypost.conversations c on c.id = p.conversation_id
    join pennypost.users viewer on viewer.id = p.user_id
    cross join clock
    where p.user_id = p_user_id and p.conversation_id = p_conversation_id
  ), stamped as (
    (select m.seq, 'message' as kind, m as message, null::pennypost.participants as reader
    from here join pennypost.messages m on m.conversation_id = here.id and here.is_near
    where m.seq > p_after and m.changed_seq = m.seq and m.content is not null and (m.expires_at is null or m.expires_at > here.now)
    order by m.seq limit p_most)
    union all
    (select m.changed_seq, 'message', m, null
    from here join pennypost.messages m on m.conversation_id = here.id and here.is_near
    where m.changed_seq > p_after and m.changed_seq <> m.seq
      and (m.content is not null and (m.expires_at is null or m.expires_at > here.now) or m.deleted_at is not null)
    order by m.changed_seq limit p_most)
    union all
    select p.shown_change_seq, 'read', null, p
    from here join pennypost.participants p on p.conversation_id = here.id and here.is_near
    cross join lateral (
      select u as whole, u.read_receipts from pennypost.users u where u.id = p.user_id offset 0) reader
    where p.shown_change_seq > p_after and reader.read_receipts and pennypost.shows_reading(here.viewer, reader.whole)
    union all
    select here.changed_seq, 'conversation', null, null from here where here.is_near and here.changed_seq > p_after
  )
  select here.last_seq, s.seq, s.kind,
    case s.kind
      when 'message' then jsonb_build_object('type', 'message', 'seq', s.seq, 'message', pennypost.message_value(s.message))
      when 'read' then jsonb_build_object('type', 'read', 'seq', s.seq, 'userId', (s.reader).user_id,
        'readSeq', (s.reader).shown_read_seq, 'at', pennypost.iso((s.reader).shown_read_at))
    end, pennypost.iso(here.now)
  from here left join (select * from stamped order by seq limit p_most) s on true
  order by s.seq;
end $$;

-- What the inbox of one person has to hear again after an instant: ids of conversations that changed, and of those left.
create or replace function pennypost.inbox_changes_since(p_user_id text, p_since timestamptz, p_most integer)
returns table (conversation_id uuid)
language sql stable as $$
  (select c.id
  from pennypost.participants p join pennypost.conversations c on c.id = p.conversation_id
  where p.user_id = p_user_id and (c.changed_at >= p_since or p.changed_at >= p_since)
  order by c.last_activity_at limit p_most)
  union all
  (select d.conversation_id from pennypost.departures d
  where d.user_id = p_user_id and d.left_at >= p_since limit p_most)
$$;

-- Whose reading and typing one person may not see, and whether they take part in either.
create or replace function pennypost.live_view(p_user_id text)
returns table (read_receipts boolean, typing_indicators boolean, hidden_ids jsonb)
language sql stable as $$
  select u.read_receipts, u.typing_indicators, to_jsonb(array(
    select case when b.blocker_id = u.id then b.blocked_id else b.blocker_id end
    from pennypost.blocks b where b.blocker_id = u.id or b.blocked_id = u.id))
  from pennypost.users u where u.id = p_user_id
$$;

-- Whether somebody may show that they type: a participant, not blocked in a conversation of two.
create or replace function pennypost.typing_of(p_user_id text, p_conversation_id uuid) returns jsonb
language plpgsql stable
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
begin
  return coalesce((
    select case when c.kind = 'direct' and pennypost.is_blocked(c.direct_low, c.direct_high)
      then pennypost.refusal('NOT_ALLOWED') else jsonb_build_object('isShown', u.typing_indicators) end
    from pennypost.participants p
    join pennypost.conversations c on c.id = p.conversation_id
    join pennypost.users u on u.id = p.user_id
    where p.conversation_id = p_conversation_id and p.user_id = p_user_id), pennypost.refusal('NOT_FOUND'));
end $$;
