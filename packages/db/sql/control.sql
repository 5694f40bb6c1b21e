-- What running servers must hear of at once travels on one channel, from whoever changed it: a server, an operator, a host.
-- It stays out of the send path, because NOTIFY takes a lock that every commit on the database shares.

create or replace function pennypost.tell(p_event jsonb) returns void
language sql volatile as $$
  select pg_notify('pennypost_control', p_event::text)
$$;

create or replace function pennypost.tell_session_ended() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'session-ended', 'sessionId', old.id));
  return null;
end $$;

create or replace function pennypost.tell_user_changed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'user-changed', 'userId', new.id,
    'endsSessions', (old.role, old.banned_at) is distinct from (new.role, new.banned_at)));
  return null;
end $$;

create or replace function pennypost.tell_removed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object(
    'type', 'removed', 'conversationId', old.conversation_id, 'userId', old.user_id));
  return null;
end $$;

create or replace function pennypost.tell_block_changed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'block-changed', 'userIds',
    jsonb_build_array(coalesce(new.blocker_id, old.blocker_id), coalesce(new.blocked_id, old.blocked_id))));
  return null;
end $$;

create or replace function pennypost.tell_clock_moved() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'clock-moved'));
  return null;
end $$;
