-- The send path: a batch of messages, at most one of each sender, in one statement. Either all of a message happens
-- (the row, its change number, its charge) or nothing of it; one that is refused does not touch its neighbours.
-- The text of a message that is new is not answered: the caller has it.
-- Every row is found by its index, whatever the tables held when the plans were made: decision 0009.
create or replace function pennypost.send_messages(
  p_ids uuid[], p_conversation_ids uuid[], p_sender_ids text[], p_contents text[], p_expiration_hours float8[],
  p_default_expirations boolean[], p_max_points bigint[], p_daily_free_limit integer, p_points_per_message bigint)
returns table (place integer, outcome text, is_new boolean, seq bigint, content text, created_at timestamptz, expires_at timestamptz,
  edited_at timestamptz, deleted_at timestamptz, charged_points bigint, price bigint, used_today integer,
  daily_free_limit integer, points_per_message bigint, balance bigint, day text, time_zone text,
  resets_at timestamptz, changed_seq bigint, direct_low text, direct_high text, at timestamptz)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_first_reset timestamptz;
begin
  -- The order that everything keeps: accounts, then conversations, each by id. Each later statement sees what the
  -- holders of these locks left behind, because in a function every statement has a snapshot of its own.
  select min(locked.day_ends_at) into v_first_reset
  from (select a.day_ends_at from pennypost.accounts a where a.user_id = any (p_sender_ids)
    order by a.user_id for no key update) locked;
  perform from pennypost.conversations c where c.id = any (p_conversation_ids) order by c.id for no key update;
  v_now := pennypost.now();

  if v_first_reset <= v_now then
    update pennypost.accounts a
    set free_used = today.free_used, day = today.day, day_ends_at = today.day_ends_at,
      day_began_at = today.day_began_at, time_zone = today.time_zone, next_time_zone = today.next_time_zone
    from pennypost.accounts before, lateral pennypost.current_day(before, v_now) today
    where before.user_id = any (p_sender_ids) and before.day_ends_at <= v_now and a.user_id = before.user_id;
  end if;

  -- What the rules say of each message, in the order of checks: participant, id, block, price. FREE and PAY are yet to
  -- happen; SENT is an earlier one by the same id.
  return query
  with priced as (
    select i.*, a.user_id is not null and p.user_id is not null as is_participant, m.id is not null as is_known,
      c.kind, c.last_seq, c.changed_seq, c.direct_low, c.direct_high,
      case when i.default_expiration then c.default_expiration_hours else i.expiration_hours end as lifetime_hours,
      m.known, m.sender_id as known_sender_id, m.conversation_id as known_conversation_id, m.content as known_content,
      a.balance, a.free_used, a.day, a.time_zone, a.day_ends_at,
      coalesce(a.daily_free_limit, p_daily_free_limit) as free_limit,
      coalesce(a.points_per_message, p_points_per_message) as points_each,
      case when a.free_used < coalesce(a.daily_free_limit, p_daily_free_limit) then 0
        else coalesce(a.points_per_message, p_points_per_message) end as price
    from unnest(p_ids, p_conversation_ids, p_sender_ids, p_contents, p_expiration_hours, p_default_expirations,
        p_max_points) with ordinality
      as i(id, conversation_id, sender_id, content, expiration_hours, default_expiration, max_points, place)
    left join lateral (select * from pennypost.accounts a where a.user_id = i.sender_id offset 0) a on true
    left join lateral (select * from pennypost.conversations c where c.id = i.conversation_id offset 0) c on true
    left join lateral (select user_id from pennypost.participants p
      where p.conversation_id = i.conversation_id and p.user_id = i.sender_id offset 0) p on true
    left join lateral (select m as known, m.* from pennypost.messages m where m.id = i.id offset 0) m on true
  ), judged as materialized (
    select place, id, conversation_id, sender_id, content, known, last_seq, changed_seq, direct_low, direct_high,
      v_now + floor(lifetime_hours * 3600000 + 0.5)::bigint * interval '1 millisecond' as expires_at,
      balance, free_used, day, time_zone, day_ends_at, free_limit, points_each, price, case
      when not is_participant then 'NOT_FOUND'
      when is_known and (known_sender_id, known_conversation_id) = (sender_id, conversation_id)
        and (known_content is null or known_content = content) then 'SENT'
      when is_known then 'ID_REUSED'
      -- The offset makes Postgres look each up by the index; it would read all blocks into a hash while they are few.
      when kind = 'direct' and (
        exists (select from pennypost.blocks where (blocker_id, blocked_id) = (direct_low, direct_high) offset 0)
        or exists (select from pennypost.blocks where (blocker_id, blocked_id) = (direct_high, direct_low) offset 0))
        then 'NOT_ALLOWED'
      when price > max_points then 'PRICE_ABOVE_MAX'
      when price = 0 then 'FREE'
      else 'PAY' end as verdict
    from priced
  ), paid as materialized (
    select jsonb_object_agg(c.payer_id, c.balance_after) as balances
    from (select array_agg(j.sender_id) as senders, array_agg(j.price) as prices, array_agg(j.id) as ids
      from judged j where j.verdict = 'PAY') w,
      lateral pennypost.charge(w.senders, w.prices, 'message', w.ids, v_now) as c
    where w.senders is not null
  ), settled as materialized (
    select *, case when happens then last_seq + row_number() over (
      partition by conversation_id, happens order by place) end as new_seq
    from (select j.*, (paid.balances ->> j.sender_id)::bigint as balance_after, j.verdict = 'FREE'
      or j.verdict = 'PAY' and coalesce(paid.balances ? j.sender_id, false) as happens from judged j, paid) s
  ), inserted as (
    insert into pennypost.messages
      (id, conversation_id, sender_id, seq, changed_seq, content, charged_points, created_at, expires_at)
    select s.id, s.conversation_id, s.sender_id, s.new_seq, s.new_seq, s.content, s.price, v_now, s.expires_at
    from settled s where s.happens
  ), advanced as (
    update pennypost.conversations c
    set last_seq = n.last_seq, last_activity_at = v_now, changed_at = v_now
    from (select s.conversation_id, max(s.new_seq) as last_seq from settled s where s.happens
      group by s.conversation_id) n
    where c.id = n.conversation_id
  ), counted as (
    update pennypost.accounts a set free_used = a.free_used + 1
    from settled s where s.verdict = 'FREE' and a.user_id = s.sender_id
  )
  select s.place::integer,
    case when s.happens then 'SENT' when s.verdict = 'PAY' then 'NOT_ENOUGH_POINTS' else s.verdict end,
    s.happens, coalesce(s.new_seq, (s.known).seq),
    case when (s.known).expires_at <= v_now then null else (s.known).content end,
    case when s.happens then v_now else (s.known).created_at end,
    case when s.known is null then s.expires_at else (s.known).expires_at end,
    (s.known).edited_at, (s.known).deleted_at, case when s.happens then s.price else (s.known).charged_points end,
    s.price, s.free_used + (s.verdict = 'FREE')::integer, s.free_limit, s.points_each,
    coalesce(s.balance_after, s.balance), s.day::text, s.time_zone, s.day_ends_at,
    s.changed_seq, s.direct_low, s.direct_high, v_now
  from settled s;

  -- A few texts that have expired, in the conversations to which something was just sent: it is this transaction that wrote
  -- their row last. Looked for first, because mostly there are none.
  if exists (select from pennypost.messages e
    where e.conversation_id = any (p_conversation_ids) and e.expires_at <= v_now and e.content is not null) then
    update pennypost.messages m set content = null
    where m.id in (
      select expired.id from pennypost.conversations c, lateral (select e.id from pennypost.messages e
          where e.conversation_id = c.id and e.expires_at <= v_now and e.content is not null
          order by e.expires_at, e.id limit 4 for update skip locked) expired
      where c.id = any (p_conversation_ids) and c.xmin = pg_current_xact_id()::xid);
  end if;
end $$;
