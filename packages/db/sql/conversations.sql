-- Opening and changing conversations. Each function is one action: it locks accounts, then conversations, checks, writes,
-- and answers { refusal } or what was done. A refusal comes before any write.

-- p_rules is OPENING_RULES of the domain's policy.ts: creator's role × receiver's role.
create or replace function pennypost.create_direct(
  p_id uuid, p_creator_id text, p_receiver_id text, p_max_points bigint, p_rules jsonb)
returns jsonb
language plpgsql volatile as $$
declare
  v_now timestamptz;
  creator pennypost.users;
  receiver pennypost.users;
  existing pennypost.conversations;
  price bigint := 0;
  paid boolean;
begin
  perform from pennypost.accounts where user_id in (p_creator_id, p_receiver_id) order by user_id for no key update;
  select * into creator from pennypost.users where id = p_creator_id;
  select * into receiver from pennypost.users where id = p_receiver_id;
  if creator.id is null or receiver.id is null then return pennypost.refusal('NOT_FOUND'); end if;

  select * into existing from pennypost.conversations
  where direct_low = least(p_creator_id, p_receiver_id) and direct_high = greatest(p_creator_id, p_receiver_id);
  if found then
    return jsonb_build_object('conversationId', existing.id, 'created', false, 'chargedPoints',
      case when existing.created_by = p_creator_id then existing.opening_points else 0 end);
  end if;
  if pennypost.is_blocked(p_creator_id, p_receiver_id) then return pennypost.refusal('NOT_ALLOWED'); end if;

  if p_rules -> creator.role ->> receiver.role = 'opening-price' then price := receiver.opening_price_points; end if;
  if price > p_max_points then
    return pennypost.refusal('PRICE_ABOVE_MAX', jsonb_build_object('price', price, 'maxPoints', p_max_points));
  end if;
  v_now := pennypost.now();
  if price > 0 then
    select count(*) = 1 into paid
    from pennypost.charge(array[p_creator_id], array[price], 'opening', array[p_id], v_now);
    if not paid then
      return pennypost.refusal('NOT_ENOUGH_POINTS', jsonb_build_object('price', price,
        'balance', (select balance from pennypost.accounts where user_id = p_creator_id)));
    end if;
  end if;
  insert into pennypost.conversations (id, kind, direct_low, direct_high, created_by, opening_points,
    last_activity_at, changed_at, created_at)
  values (p_id, 'direct', least(p_creator_id, p_receiver_id), greatest(p_creator_id, p_receiver_id), p_creator_id,
    price, v_now, v_now, v_now);
  insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
  select p_id, person, 'member', v_now, 0, v_now from unnest(array[p_creator_id, p_receiver_id]) person;
  return jsonb_build_object('conversationId', p_id, 'created', true, 'chargedPoints', price,
    'audience', jsonb_build_array(p_creator_id, p_receiver_id));
end $$;

-- Why somebody may not bring these people into a group; null where they may.
create or replace function pennypost.refuse_bringing(p_owner_id text, p_user_ids text[], p_rules jsonb) returns jsonb
language plpgsql stable as $$
declare
  owner_role text := (select role from pennypost.users where id = p_owner_id);
begin
  if (select count(*) from pennypost.users where id = any (p_user_ids)) < cardinality(p_user_ids) then
    return pennypost.refusal('NOT_FOUND');
  end if;
  if exists (select from unnest(p_user_ids) person where pennypost.is_blocked(p_owner_id, person)) then
    return pennypost.refusal('NOT_ALLOWED');
  end if;
  if p_rules -> owner_role ->> 'group' = 'no-priced-host' and exists (
    select from pennypost.users where id = any (p_user_ids) and role = 'host' and opening_price_points > 0) then
    return pennypost.refusal('NOT_ALLOWED');
  end if;
  return null;
end $$;

create or replace function pennypost.create_group(
  p_id uuid, p_creator_id text, p_title text, p_user_ids text[], p_rules jsonb)
returns jsonb
language plpgsql volatile as $$
declare
  v_now timestamptz := pennypost.now();
  existing pennypost.conversations;
  refused jsonb;
begin
  select * into existing from pennypost.conversations where id = p_id;
  if not found then
    refused := pennypost.refuse_bringing(p_creator_id, p_user_ids, p_rules);
    if refused is not null then return refused; end if;
    insert into pennypost.conversations
      (id, kind, title, created_by, last_activity_at, changed_at, created_at)
    values (p_id, 'group', p_title, p_creator_id, v_now, v_now, v_now)
    on conflict (id) do nothing;
    if found then
      insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
      select p_id, person, case when person = p_creator_id then 'owner' else 'member' end, v_now, 0, v_now
      from unnest(array_append(p_user_ids, p_creator_id)) person;
      return jsonb_build_object('conversationId', p_id, 'created', true, 'chargedPoints', 0,
        'audience', to_jsonb(array_append(p_user_ids, p_creator_id)));
    end if;
    select * into existing from pennypost.conversations where id = p_id;
  end if;
  if existing.kind <> 'group' or existing.created_by <> p_creator_id then return pennypost.refusal('ID_REUSED'); end if;
  if not exists (select from pennypost.participants where conversation_id = p_id and user_id = p_creator_id) then
    return pennypost.refusal('NOT_FOUND');
  end if;
  return jsonb_build_object('conversationId', p_id, 'created', false, 'chargedPoints', 0);
end $$;

-- Takes the next change number for a change of the conversation itself, and answers what has to be announced.
create or replace function pennypost.stamp_conversation(p_conversation_id uuid, p_now timestamptz, p_removed text[] default '{}')
returns jsonb
language sql volatile as $$
  with stamped as (
    update pennypost.conversations
    set last_seq = last_seq + 1, other_changes = other_changes + 1, changed_seq = last_seq + 1, changed_at = p_now
    where id = p_conversation_id
    returning id, last_seq
  )
  select jsonb_build_object('conversationId', id, 'seq', last_seq, 'removed', to_jsonb(p_removed),
    'audience', (select coalesce(jsonb_agg(user_id), '[]') from pennypost.participants
      where conversation_id = p_conversation_id and user_id <> all (p_removed)))
  from stamped
$$;

create or replace function pennypost.update_conversation(p_user_id text, p_conversation_id uuid, p_title text,
  p_sets_expiration boolean, p_expiration_hours float8)
returns jsonb
language plpgsql volatile as $$
declare
  c pennypost.conversations;
  me pennypost.participants;
begin
  select * into c from pennypost.conversations where id = p_conversation_id for no key update;
  select * into me from pennypost.participants where conversation_id = p_conversation_id and user_id = p_user_id;
  if me.user_id is null then return pennypost.refusal('NOT_FOUND'); end if;
  if c.kind = 'direct' and p_title is not null then
    return pennypost.invalid('title', 'a direct conversation has none');
  end if;
  if c.kind = 'group' and me.role <> 'owner' then return pennypost.refusal('NOT_ALLOWED'); end if;
  if coalesce(p_title, c.title) is not distinct from c.title
    and (not p_sets_expiration or p_expiration_hours is not distinct from c.default_expiration_hours) then
    return jsonb_build_object('conversationId', c.id);
  end if;
  update pennypost.conversations
  set title = coalesce(p_title, title),
    default_expiration_hours = case when p_sets_expiration then p_expiration_hours else default_expiration_hours end
  where id = p_conversation_id;
  return pennypost.stamp_conversation(p_conversation_id, pennypost.now());
end $$;

create or replace function pennypost.add_participants(
  p_owner_id text, p_conversation_id uuid, p_user_ids text[], p_rules jsonb, p_most integer)
returns jsonb
language plpgsql volatile as $$
declare
  v_now timestamptz;
  c pennypost.conversations;
  me pennypost.participants;
  newcomers text[];
  refused jsonb;
begin
  select * into c from pennypost.conversations where id = p_conversation_id for no key update;
  select * into me from pennypost.participants where conversation_id = p_conversation_id and user_id = p_owner_id;
  if me.user_id is null then return pennypost.refusal('NOT_FOUND'); end if;
  if c.kind = 'direct' then return pennypost.invalid('conversationId', 'a direct conversation is of two'); end if;
  if me.role <> 'owner' then return pennypost.refusal('NOT_ALLOWED'); end if;
  select coalesce(array_agg(distinct person), '{}') into newcomers
  from unnest(p_user_ids) person
  where not exists (select from pennypost.participants where conversation_id = c.id and user_id = person);
  refused := pennypost.refuse_bringing(p_owner_id, newcomers, p_rules);
  if refused is not null then return refused; end if;
  if (select count(*) from pennypost.participants where conversation_id = c.id) + cardinality(newcomers) > p_most then
    return pennypost.invalid('userIds', 'a group has at most ' || p_most || ' people');
  end if;
  if newcomers = '{}' then return jsonb_build_object('conversationId', c.id); end if;
  v_now := pennypost.now();
  insert into pennypost.participants (conversation_id, user_id, role, joined_at, read_seq, changed_at)
  select c.id, person, 'member', v_now, c.last_seq + 1, v_now from unnest(newcomers) person;
  delete from pennypost.departures where conversation_id = c.id and user_id = any (newcomers);
  return pennypost.stamp_conversation(c.id, v_now);
end $$;

-- Takes somebody out, by their own wish or the owner's. The oldest member follows an owner who leaves.
create or replace function pennypost.take_out(p_conversation_id uuid, p_user_id text, p_now timestamptz) returns jsonb
language plpgsql volatile as $$
declare
  was_owner boolean;
begin
  delete from pennypost.participants where conversation_id = p_conversation_id and user_id = p_user_id
  returning role = 'owner' into was_owner;
  insert into pennypost.departures (conversation_id, user_id, left_at) values (p_conversation_id, p_user_id, p_now)
  on conflict (conversation_id, user_id) do update set left_at = p_now;
  if was_owner then
    update pennypost.participants set role = 'owner'
    where conversation_id = p_conversation_id and user_id = (
      select user_id from pennypost.participants where conversation_id = p_conversation_id
      order by joined_at, user_id limit 1);
  end if;
  return pennypost.stamp_conversation(p_conversation_id, p_now, array[p_user_id]);
end $$;

create or replace function pennypost.remove_participant(p_owner_id text, p_conversation_id uuid, p_user_id text) returns jsonb
language plpgsql volatile as $$
declare
  c pennypost.conversations;
  me pennypost.participants;
begin
  select * into c from pennypost.conversations where id = p_conversation_id for no key update;
  select * into me from pennypost.participants where conversation_id = p_conversation_id and user_id = p_owner_id;
  if me.user_id is null then return pennypost.refusal('NOT_FOUND'); end if;
  if c.kind = 'direct' then return pennypost.invalid('conversationId', 'a direct conversation is of two'); end if;
  if me.role <> 'owner' then return pennypost.refusal('NOT_ALLOWED'); end if;
  if p_user_id = p_owner_id then return pennypost.invalid('userId', 'leave the conversation instead'); end if;
  if not exists (select from pennypost.participants where conversation_id = c.id and user_id = p_user_id) then
    return pennypost.refusal('NOT_FOUND');
  end if;
  return pennypost.take_out(c.id, p_user_id, pennypost.now());
end $$;

create or replace function pennypost.leave_conversation(p_user_id text, p_conversation_id uuid) returns jsonb
language plpgsql volatile as $$
declare
  c pennypost.conversations;
begin
  select * into c from pennypost.conversations where id = p_conversation_id for no key update;
  if not exists (select from pennypost.participants where conversation_id = c.id and user_id = p_user_id) then
    return pennypost.refusal('NOT_FOUND');
  end if;
  if c.kind = 'direct' then return pennypost.invalid('conversationId', 'only a group can be left'); end if;
  return pennypost.take_out(c.id, p_user_id, pennypost.now());
end $$;

-- Moves a read mark: never back, never past the last change. It takes a change number, and others are told, where it passes
-- a message of somebody else's and its owner shows receipts; otherwise it moves for its owner alone. A call that
-- names a place before the mark moves nothing and tells nobody: the mark may have been made while it was hidden.
create or replace function pennypost.mark_read(p_user_id text, p_conversation_id uuid, p_up_to_seq bigint) returns jsonb
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
  v_now timestamptz;
  c pennypost.conversations;
  me pennypost.participants;
  target bigint;
  is_shown boolean;
begin
  select * into c from pennypost.conversations where id = p_conversation_id for no key update;
  select * into me from pennypost.participants where conversation_id = p_conversation_id and user_id = p_user_id;
  if me.user_id is null then return pennypost.refusal('NOT_FOUND'); end if;
  v_now := pennypost.now();
  target := greatest(me.read_seq, least(p_up_to_seq, c.last_seq));
  is_shown := p_up_to_seq >= target and (select read_receipts from pennypost.users where id = p_user_id)
    and not (c.kind = 'direct' and pennypost.is_blocked(c.direct_low, c.direct_high))
    and exists (select from pennypost.messages where conversation_id = c.id and sender_id <> p_user_id
      and seq > coalesce(me.shown_read_seq, 0) and seq <= target);
  if is_shown then
    update pennypost.conversations
    set last_seq = last_seq + 1, other_changes = other_changes + 1, changed_at = v_now
    where id = c.id;
    update pennypost.participants
    set read_seq = target, shown_read_seq = target, shown_read_at = v_now, shown_change_seq = c.last_seq + 1,
      changed_at = v_now
    where conversation_id = c.id and user_id = p_user_id;
  elsif target > me.read_seq then
    update pennypost.participants set read_seq = target, changed_at = v_now
    where conversation_id = c.id and user_id = p_user_id;
  end if;
  return jsonb_build_object('readSeq', target, 'moved', is_shown or target > me.read_seq,
    'unread', (select count(*) from pennypost.messages m
      where m.conversation_id = c.id and m.seq > target and m.sender_id <> p_user_id
        and m.content is not null and (m.expires_at is null or m.expires_at > v_now)),
    'event', case when is_shown then jsonb_build_object('type', 'read', 'seq', c.last_seq + 1, 'userId', p_user_id,
      'readSeq', target, 'at', pennypost.iso(v_now)) end,
    'changedSeq', c.changed_seq, 'direct', case when c.kind = 'direct' then jsonb_build_array(c.direct_low, c.direct_high) end);
end $$;
