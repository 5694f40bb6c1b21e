-- What calls the trigger functions. Each is a statement of its own, and none is run while this file is as it was: a trigger takes
-- a lock on its table that every writer waits for. One that is no longer wanted goes by a migration, with its function.

create or replace trigger sessions_end_aloud after delete on pennypost.sessions
  for each row execute function pennypost.tell_session_ended();

create or replace trigger users_change_aloud after update on pennypost.users
  for each row when (
    (old.role, old.banned_at, old.read_receipts, old.typing_indicators)
    is distinct from (new.role, new.banned_at, new.read_receipts, new.typing_indicators))
  execute function pennypost.tell_user_changed();

create or replace trigger participants_leave_aloud after delete on pennypost.participants
  for each row execute function pennypost.tell_removed();

create or replace trigger blocks_change_aloud after insert or delete on pennypost.blocks
  for each row execute function pennypost.tell_block_changed();

create or replace trigger test_clock_moves_aloud after insert or update or delete on pennypost.test_clock
  for each statement execute function pennypost.tell_clock_moved();

create or replace trigger ledger_is_immutable before update or delete on pennypost.ledger
  for each row execute function pennypost.refuse_ledger_change();

create or replace trigger ledger_is_never_emptied before truncate on pennypost.ledger
  for each statement execute function pennypost.refuse_ledger_change();

create or replace trigger users_have_accounts after insert on pennypost.users
  for each row execute function pennypost.open_account();
