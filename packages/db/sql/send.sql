-- The send path: a batch of messages, at most one of each sender, in one statement. Either all of a message happens
-- (the row, its change number, its charge) or nothing of it; one that is refused does not touch its neighbours.

drop type if exists pennypost.send_verdict cascade;
create type pennypost.send_verdict as (
  place integer, outcome text, id uuid, conversation_id uuid, sender_id text, content text, expires_at timestamptz,
  seq bigint, created_at timestamptz, edited_at timestamptz, deleted_at timestamptz, charged_points bigint,
  price bigint, daily_free_limit integer, points_per_message bigint, balance bigint, today pennypost.day_state,
  is_new_day boolean, last_seq bigint, changed_seq bigint, direct_low text, direct_high text);

-- What the rules say of each message, in the order of checks: participant, id, block, price.
-- FREE and PAY are yet to happen; SENT is an earlier one by the same id.
create function pennypost.judge_sends(
  p_ids uuid[], p_conversation_ids uuid[], p_sender_ids text[], p_contents text[], p_expiration_hours float8[],
  p_default_expirations boolean[], p_max_points bigint[], p_daily_free_limit integer, p_points_per_message bigint,
  p_now timestamptz)
returns pennypost.send_verdict[]
language sql stable as $$
  with priced as materialized (
    select i.*, a.user_id is not null and p.user_id is not null as is_participant, m.id is not null as is_known,
      c.kind, c.last_seq, c.changed_seq, c.direct_low, c.direct_high,
      case when i.default_expiration then c.default_expiration_hours else i.expiration_hours end as lifetime_hours,
      m.conversation_id as known_conversation_id, m.sender_id as known_sender_id, m.content as known_content,
      m.seq, m.created_at, m.expires_at, m.edited_at, m.deleted_at, m.charged_points,
      a.balance, a.day_ends_at <= p_now as is_new_day,
      coalesce(a.daily_free_limit, p_daily_free_limit) as free_limit,
      coalesce(a.points_per_message, p_points_per_message) as points_each,
      case when a.day_ends_at > p_now
        then row(a.day, a.day_ends_at, a.time_zone, a.next_time_zone, a.free_used, a.day_began_at)::pennypost.day_state
        else pennypost.current_day(a, p_now) end as today
    from unnest(p_ids, p_conversation_ids, p_sender_ids, p_contents, p_expiration_hours, p_default_expirations,
        p_max_points) with ordinality
      as i(id, conversation_id, sender_id, content, expiration_hours, default_expiration, max_points, place)
    left join pennypost.accounts a on a.user_id = i.sender_id
    left join pennypost.conversations c on c.id = i.conversation_id
    left join pennypost.participants p on p.conversation_id = i.conversation_id and p.user_id = i.sender_id
    left join pennypost.messages m on m.id = i.id
  ), judged as (
    select *, case when (today).free_used < free_limit then 0 else points_each end as price from priced
  )
  select array_agg(row(
    place,
    case
      when not is_participant then 'NOT_FOUND'
      when is_known and (known_sender_id, known_conversation_id) = (sender_id, conversation_id)
        and (known_content is null or known_content = content) then 'SENT'
      when is_known then 'ID_REUSED'
      when kind = 'direct' and pennypost.is_blocked(direct_low, direct_high) then 'NOT_ALLOWED'
      when price > max_points then 'PRICE_ABOVE_MAX'
      when price = 0 then 'FREE'
      else 'PAY'
    end,
    id, conversation_id, sender_id,
    case when not is_known then content when expires_at <= p_now then null else known_content end,
    case when is_known then expires_at
      else p_now + floor(lifetime_hours * 3600000 + 0.5)::bigint * interval '1 millisecond' end,
    seq, created_at, edited_at, deleted_at, charged_points, price, free_limit, points_each, balance, today, is_new_day,
    last_seq, changed_seq, direct_low, direct_high)::pennypost.send_verdict order by place)
  from judged
$$;

create function pennypost.send_messages(
  p_ids uuid[], p_conversation_ids uuid[], p_sender_ids text[], p_contents text[], p_expiration_hours float8[],
  p_default_expirations boolean[], p_max_points bigint[], p_daily_free_limit integer, p_points_per_message bigint)
returns table (place integer, outcome text, seq bigint, content text, created_at timestamptz, expires_at timestamptz,
  edited_at timestamptz, deleted_at timestamptz, charged_points bigint, price bigint, used_today integer,
  daily_free_limit integer, points_per_message bigint, balance bigint, day text, time_zone text,
  resets_at timestamptz, changed_seq bigint, direct_low text, direct_high text, at timestamptz)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  verdicts pennypost.send_verdict[];
  payers jsonb := '{}';
begin
  -- The order that everything keeps: accounts, then conversations, each by id. Each later statement sees what the
  -- holders of these locks left behind, because in a function every statement has a snapshot of its own.
  perform from pennypost.accounts a where a.user_id = any (p_sender_ids) order by a.user_id for no key update;
  perform from pennypost.conversations c where c.id = any (p_conversation_ids) order by c.id for no key update;
  v_now := pennypost.now();
  verdicts := pennypost.judge_sends(p_ids, p_conversation_ids, p_sender_ids, p_contents, p_expiration_hours,
    p_default_expirations, p_max_points, p_daily_free_limit, p_points_per_message, v_now);

  if exists (select from unnest(verdicts) v where v.outcome = 'PAY') then
    select coalesce(jsonb_object_agg(paid.payer_id, paid.balance_after), '{}') into payers
    from (select array_agg(v.sender_id) as senders, array_agg(v.price) as prices, array_agg(v.id) as ids
      from unnest(verdicts) v where v.outcome = 'PAY') as w,
      lateral pennypost.charge(w.senders, w.prices, 'message', w.ids, v_now) as paid;
  end if;

  return query
  with verdict as materialized (
    select v.*, case when v.outcome = 'FREE' or v.outcome = 'PAY' and payers ? v.sender_id
      then v.last_seq + row_number() over (
        partition by v.conversation_id, v.outcome = 'FREE' or v.outcome = 'PAY' and payers ? v.sender_id
        order by v.place) end as new_seq
    from unnest(verdicts) v
  ), inserted as (
    insert into pennypost.messages
      (id, conversation_id, sender_id, seq, changed_seq, content, charged_points, created_at, expires_at)
    select v.id, v.conversation_id, v.sender_id, v.new_seq, v.new_seq, v.content, v.price, v_now, v.expires_at
    from verdict v where v.new_seq is not null
  ), advanced as (
    update pennypost.conversations c
    set last_seq = n.last_seq, last_activity_at = v_now, changed_at = v_now
    from (select v.conversation_id, max(v.new_seq) as last_seq from verdict v group by v.conversation_id) n
    where c.id = n.conversation_id and n.last_seq is not null
  ), counted as (
    update pennypost.accounts a
    set free_used = (v.today).free_used + (v.outcome = 'FREE')::integer, day = (v.today).day,
      day_ends_at = (v.today).day_ends_at, day_began_at = (v.today).day_began_at, time_zone = (v.today).time_zone,
      next_time_zone = (v.today).next_time_zone
    from verdict v
    where a.user_id = v.sender_id and v.new_seq is not null and (v.outcome = 'FREE' or v.is_new_day)
  ), erased as (
    update pennypost.messages m set content = null
    where m.id in (
      select expired.id from (select distinct v.conversation_id from verdict v where v.new_seq is not null) n,
        lateral (select e.id from pennypost.messages e
          where e.conversation_id = n.conversation_id and e.expires_at <= v_now and e.content is not null
          order by e.expires_at, e.id limit 4 for update skip locked) expired)
  )
  select v.place,
    case when v.new_seq is not null then 'SENT' when v.outcome = 'PAY' then 'NOT_ENOUGH_POINTS' else v.outcome end,
    coalesce(v.new_seq, v.seq), v.content, case when v.new_seq is null then v.created_at else v_now end,
    v.expires_at, v.edited_at, v.deleted_at, case when v.new_seq is null then v.charged_points else v.price end,
    v.price, (v.today).free_used + (v.outcome = 'FREE')::integer, v.daily_free_limit, v.points_per_message,
    coalesce((payers ->> v.sender_id)::bigint, v.balance), (v.today).day::text, (v.today).time_zone,
    (v.today).day_ends_at, v.changed_seq, v.direct_low, v.direct_high, v_now
  from verdict v;
end $$;
