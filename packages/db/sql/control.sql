-- What running servers must hear of at once travels on one channel, from whoever changed it: a server, an operator, a host.
-- It stays out of the send path, because NOTIFY takes a lock that every commit on the database shares.

create function pennypost.tell(p_event jsonb) returns void
language sql volatile as $$
  select pg_notify('pennypost_control', p_event::text)
$$;

create function pennypost.tell_session_ended() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'session-ended', 'sessionId', old.id));
  return null;
end $$;
create trigger sessions_end_aloud after delete on pennypost.sessions
  for each row execute function pennypost.tell_session_ended();

create function pennypost.tell_user_changed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'user-changed', 'userId', new.id,
    'endsSessions', (old.role, old.banned_at) is distinct from (new.role, new.banned_at)));
  return null;
end $$;
create trigger users_change_aloud after update on pennypost.users
  for each row when (
    (old.role, old.banned_at, old.read_receipts, old.typing_indicators)
    is distinct from (new.role, new.banned_at, new.read_receipts, new.typing_indicators))
  execute function pennypost.tell_user_changed();

create function pennypost.tell_removed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object(
    'type', 'removed', 'conversationId', old.conversation_id, 'userId', old.user_id));
  return null;
end $$;
create trigger participants_leave_aloud after delete on pennypost.participants
  for each row execute function pennypost.tell_removed();

create function pennypost.tell_block_changed() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'block-changed', 'userIds',
    jsonb_build_array(coalesce(new.blocker_id, old.blocker_id), coalesce(new.blocked_id, old.blocked_id))));
  return null;
end $$;
create trigger blocks_change_aloud after insert or delete on pennypost.blocks
  for each row execute function pennypost.tell_block_changed();

create function pennypost.tell_clock_moved() returns trigger
language plpgsql as $$
begin
  perform pennypost.tell(jsonb_build_object('type', 'clock-moved'));
  return null;
end $$;
create trigger test_clock_moves_aloud after insert or update or delete on pennypost.test_clock
  for each statement execute function pennypost.tell_clock_moved();
