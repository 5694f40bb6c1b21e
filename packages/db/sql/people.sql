-- People: their own settings, blocks, and what a sign-in does.

create or replace function pennypost.me(p_user_id text)
returns table (id text, name text, role text, email text, time_zone text, read_receipts boolean, typing_indicators boolean)
language sql stable as $$
  select u.id, u.name, u.role, u.email, coalesce(a.next_time_zone, a.time_zone), u.read_receipts, u.typing_indicators
  from pennypost.users u join pennypost.accounts a on a.user_id = u.id
  where u.id = p_user_id
$$;

-- Null leaves a setting as it is. A zone is stored as Postgres spells it, and takes effect at the next reset.
create or replace function pennypost.update_user(
  p_user_id text, p_name text, p_time_zone text, p_read_receipts boolean, p_typing_indicators boolean)
returns jsonb
language plpgsql volatile as $$
declare
  a pennypost.accounts;
  today record;
  zone text;
begin
  if p_time_zone is not null then
    select name into zone from pg_timezone_names where lower(name) = lower(p_time_zone);
    if not found then return pennypost.invalid('timeZone', 'is not a time zone that this database knows'); end if;
    select * into a from pennypost.accounts where user_id = p_user_id for no key update;
    today := pennypost.current_day(a, pennypost.now());
    update pennypost.accounts
    set free_used = today.free_used, day = today.day, day_ends_at = today.day_ends_at, day_began_at = today.day_began_at,
      time_zone = today.time_zone, next_time_zone = nullif(zone, today.time_zone)
    where user_id = p_user_id;
  end if;
  update pennypost.users
  set name = coalesce(p_name, name), read_receipts = coalesce(p_read_receipts, read_receipts),
    typing_indicators = coalesce(p_typing_indicators, typing_indicators), updated_at = pennypost.now()
  where id = p_user_id and num_nonnulls(p_name, p_read_receipts, p_typing_indicators) > 0;
  return '{}';
end $$;

-- Answers the conversations that both take part in: what each may see there of the other has changed.
create or replace function pennypost.set_block(p_blocker_id text, p_blocked_id text, p_is_blocked boolean) returns jsonb
language plpgsql volatile as $$
declare
  v_now timestamptz;
  shared uuid[] := '{}';
begin
  if not exists (select from pennypost.users where id = p_blocked_id) then return pennypost.refusal('NOT_FOUND'); end if;
  -- What is on its way between the two comes first; what comes after these locks sees the block.
  perform from pennypost.accounts where user_id in (p_blocker_id, p_blocked_id) order by user_id for no key update;
  perform from pennypost.conversations c
  where c.id in (
    select one.conversation_id from pennypost.participants one
    join pennypost.participants other on other.conversation_id = one.conversation_id and other.user_id = p_blocked_id
    where one.user_id = p_blocker_id)
  order by c.id for no key update;
  v_now := pennypost.now();
  if p_is_blocked then
    insert into pennypost.blocks values (p_blocker_id, p_blocked_id, v_now) on conflict do nothing;
  else
    delete from pennypost.blocks where blocker_id = p_blocker_id and blocked_id = p_blocked_id;
  end if;
  if found then
    select coalesce(array_agg(one.conversation_id), '{}') into shared
    from pennypost.participants one
    join pennypost.participants other on other.conversation_id = one.conversation_id and other.user_id = p_blocked_id
    where one.user_id = p_blocker_id;
    update pennypost.participants set changed_at = v_now
    where conversation_id = any (shared) and user_id in (p_blocker_id, p_blocked_id);
  end if;
  return jsonb_build_object('conversationIds', to_jsonb(shared));
end $$;

-- Somebody who came with a host product's token. Answers whether this is the first sight of its `sid`: a sign-in.
create or replace function pennypost.admit_host_user(p_user_id text, p_name text, p_sid text) returns boolean
language plpgsql volatile as $$
begin
  insert into pennypost.users (id, name) values (p_user_id, coalesce(p_name, left(p_user_id, 80)))
  on conflict (id) do nothing;
  insert into pennypost.host_sessions (sid, user_id, first_seen_at) values (p_sid, p_user_id, pennypost.now())
  on conflict (sid) do nothing;
  return found;
end $$;

-- Erases what has expired in a person's conversations, at most `p_most` messages: bounded work, the rest is for later.
create or replace function pennypost.erase_expired_of(p_user_id text, p_most integer) returns integer
language sql volatile as $$
  with clock as materialized (select pennypost.now() as now), erased as (
    update pennypost.messages m set content = null
    where m.id in (
      select expired.id
      from pennypost.participants p cross join clock
      cross join lateral (
        select e.id from pennypost.messages e
        where e.conversation_id = p.conversation_id and e.expires_at <= clock.now and e.content is not null
        limit p_most for update skip locked) expired
      where p.user_id = p_user_id
      limit p_most)
    returning 1
  )
  select count(*)::integer from erased
$$;
