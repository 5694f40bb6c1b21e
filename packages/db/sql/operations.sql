-- What operators do. Each function is one action: the change, its line in the audit log, and what running servers must
-- hear, in one statement. It answers { refusal } before any write, or what was done.

create or replace function pennypost.log_operation(p_actor text, p_action text, p_subject text, p_details jsonb default '{}')
returns void
language sql volatile as $$
  insert into pennypost.audit_log (at, actor, action, subject, details)
  values (pennypost.now(), p_actor, p_action, p_subject, p_details)
$$;

-- The id of somebody who is named by id or by whole e-mail; null: nobody. An id comes first, because it is the caller's own.
create or replace function pennypost.find_user_id(p_user text) returns text
language sql stable as $$
  select id from pennypost.users where id = p_user or email = lower(p_user) order by id <> p_user limit 1
$$;

-- Somebody as operators see them.
create or replace function pennypost.operator_view(p_user_id text) returns jsonb
language sql stable as $$
  select jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'role', u.role,
    'bannedAt', pennypost.iso(u.banned_at), 'openingPricePoints', u.opening_price_points, 'balance', a.balance,
    'createdAt', pennypost.iso(u.created_at),
    'sessions', (select count(*) from pennypost.sessions s where s.user_id = u.id and s.expires_at > clock_timestamp()),
    'conversations', (select count(*) from pennypost.participants p where p.user_id = u.id),
    'blocks', (select count(*) from pennypost.blocks b where b.blocker_id = u.id))
  from pennypost.users u left join pennypost.accounts a on a.user_id = u.id
  where u.id = p_user_id
$$;

-- A ban ends every sign-in at once; the triggers of control.sql tell the servers, which close the sockets.
create or replace function pennypost.set_banned(p_actor text, p_user text, p_is_banned boolean) returns jsonb
language plpgsql volatile as $$
declare
  v_id text := pennypost.find_user_id(p_user);
  v_ended integer := 0;
begin
  if v_id is null then return pennypost.refusal('NOT_FOUND'); end if;
  update pennypost.users
  set banned_at = case when p_is_banned then pennypost.now() end, updated_at = pennypost.now()
  where id = v_id and (banned_at is not null) <> p_is_banned;
  if found then
    if p_is_banned then
      delete from pennypost.sessions where user_id = v_id;
      get diagnostics v_ended = row_count;
    end if;
    perform pennypost.log_operation(p_actor, case when p_is_banned then 'users.ban' else 'users.unban' end, v_id,
      jsonb_build_object('endedSessions', v_ended));
  end if;
  return pennypost.operator_view(v_id);
end $$;

create or replace function pennypost.set_role(p_actor text, p_user text, p_role text) returns jsonb
language plpgsql volatile as $$
declare
  v_id text := pennypost.find_user_id(p_user);
  v_before text;
begin
  select role into v_before from pennypost.users where id = v_id for no key update;
  if not found then return pennypost.refusal('NOT_FOUND'); end if;
  if v_before <> p_role then
    update pennypost.users set role = p_role, updated_at = pennypost.now() where id = v_id;
    perform pennypost.log_operation(p_actor, 'users.setRole', v_id, jsonb_build_object('from', v_before, 'to', p_role));
  end if;
  return pennypost.operator_view(v_id);
end $$;

-- The same key with the same person, points and reason grants once; with anything else it is refused.
create or replace function pennypost.grant_to(p_actor text, p_user text, p_points bigint, p_reason text, p_key text, p_most bigint)
returns jsonb
language plpgsql volatile as $$
declare
  v_id text := pennypost.find_user_id(p_user);
  v_balance bigint;
  v_entry record;
begin
  select balance into v_balance from pennypost.accounts where user_id = v_id for no key update;
  if not found then return pennypost.refusal('NOT_FOUND'); end if;
  if v_balance > p_most - p_points and not exists (select from pennypost.ledger where grant_key = p_key) then
    return pennypost.invalid('points', 'would take the balance, which is ' || v_balance || ', past ' || p_most);
  end if;
  begin
    select * into v_entry
    from pennypost.grant_points(v_id, p_points, 'grant', p_reason, p_key, pennypost.now());
  exception when unique_violation then
    -- Somebody else was granted points by this key in the same instant.
    return pennypost.refusal('ID_REUSED');
  end;
  if v_entry.entry_number is null then return pennypost.refusal('ID_REUSED'); end if;
  if v_entry.is_new then
    perform pennypost.log_operation(p_actor, 'wallet.grant', v_id, jsonb_build_object(
      'points', p_points, 'reason', p_reason, 'key', p_key, 'entry', v_entry.entry_number));
    perform pennypost.tell(jsonb_build_object('type', 'account-changed', 'userId', v_id));
  end if;
  return jsonb_build_object('userId', v_id, 'points', p_points, 'entry', v_entry.entry_number,
    'balanceAfter', v_entry.balance_after, 'granted', v_entry.is_new);
end $$;

-- Null leaves a figure as it is.
create or replace function pennypost.set_quota(p_actor text, p_user text, p_daily_free_limit integer, p_points_per_message bigint)
returns jsonb
language plpgsql volatile as $$
declare
  v_id text := pennypost.find_user_id(p_user);
begin
  update pennypost.accounts
  set daily_free_limit = coalesce(p_daily_free_limit, daily_free_limit),
    points_per_message = coalesce(p_points_per_message, points_per_message)
  where user_id = v_id;
  if not found then return pennypost.refusal('NOT_FOUND'); end if;
  perform pennypost.log_operation(p_actor, 'quota.set', v_id, jsonb_strip_nulls(jsonb_build_object(
    'dailyFreeLimit', p_daily_free_limit, 'pointsPerMessage', p_points_per_message)));
  perform pennypost.tell(jsonb_build_object('type', 'account-changed', 'userId', v_id));
  return jsonb_build_object('userId', v_id);
end $$;

create or replace function pennypost.set_opening_price(p_actor text, p_user text, p_points bigint) returns jsonb
language plpgsql volatile as $$
declare
  v_id text := pennypost.find_user_id(p_user);
  v_role text;
begin
  -- As every opening of a conversation does, so that no one pays another price than the one that is in force.
  perform from pennypost.accounts where user_id = v_id for no key update;
  select role into v_role from pennypost.users where id = v_id for no key update;
  if not found then return pennypost.refusal('NOT_FOUND'); end if;
  if v_role <> 'host' then
    return pennypost.invalid('user', 'has the role ' || v_role || ': only a host has an opening price');
  end if;
  update pennypost.users set opening_price_points = p_points, updated_at = pennypost.now() where id = v_id;
  perform pennypost.log_operation(p_actor, 'price.setOpening', v_id, jsonb_build_object('points', p_points));
  return pennypost.operator_view(v_id);
end $$;

-- Erases expired text everywhere, in the order of conversations: one batch after a place, and where it ended (null: there
-- is no more). A dry run does exactly the same and takes it back.
create or replace function pennypost.purge_batch(p_actor text, p_after jsonb, p_most integer, p_is_dry_run boolean) returns jsonb
language plpgsql volatile as $$
declare
  v_now timestamptz := pennypost.now();
  v_conversation_id uuid := coalesce(p_after ->> 0, '00000000-0000-0000-0000-000000000000');
  v_expires_at timestamptz := coalesce(p_after ->> 1, '-infinity');
  v_id uuid := coalesce(p_after ->> 2, '00000000-0000-0000-0000-000000000000');
  v_answer jsonb;
begin
  with batch as materialized (
    select e.conversation_id, e.expires_at, e.id
    from pennypost.messages e
    where (e.conversation_id, e.expires_at, e.id) > (v_conversation_id, v_expires_at, v_id)
      and e.expires_at <= v_now and e.content is not null
    order by e.conversation_id, e.expires_at, e.id
    limit p_most for update skip locked
  ), erased as (
    update pennypost.messages m set content = null from batch where m.id = batch.id returning 1
  )
  select jsonb_build_object('erased', (select count(*) from erased), 'after', (
    select jsonb_build_array(conversation_id, expires_at, id) from batch
    order by conversation_id desc, expires_at desc, id desc limit 1))
  into v_answer;
  if (v_answer ->> 'erased')::integer > 0 then
    perform pennypost.log_operation(p_actor, 'expired.purge', null, v_answer - 'after');
  end if;
  if p_is_dry_run then raise sqlstate 'PP001'; end if;
  return v_answer;
exception when sqlstate 'PP001' then
  return v_answer;
end $$;

-- The readable messages of a conversation after a change number, oldest first.
create or replace function pennypost.export_messages(p_conversation_id uuid, p_after bigint, p_most integer)
returns setof pennypost.messages
language sql volatile as $$
  with clock as materialized (select pennypost.now() as now)
  select m.* from pennypost.messages m, clock
  where m.conversation_id = p_conversation_id and m.seq > p_after and m.content is not null
    and (m.expires_at is null or m.expires_at > clock.now)
  order by m.seq limit p_most
$$;

-- Moves the test clock; every server hears of it (control.sql).
create or replace function pennypost.advance_clock(p_actor text, p_hours float8) returns jsonb
language plpgsql volatile as $$
begin
  if not pennypost.clock_can_move() then return pennypost.refusal('NOT_ALLOWED'); end if;
  insert into pennypost.test_clock as c (ahead) values (make_interval(secs => p_hours * 3600))
  on conflict (id) do update set ahead = c.ahead + excluded.ahead;
  perform pennypost.log_operation(p_actor, 'clock.advance', null, jsonb_build_object('hours', p_hours));
  return '{}';
end $$;
